package io.tegata.gateway.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request in which one header has another value than the client sent. */
public final class ReplacedHeader extends HttpServletRequestWrapper {

    private final String name;
    private final String value;

    public ReplacedHeader(HttpServletRequest request, String name, String value) {
        super(request);
        this.name = name;
        this.value = value;
    }

    @Override
    public @Nullable String getHeader(String header) {
        return name.equalsIgnoreCase(header) ? value : super.getHeader(header);
    }

    @Override
    public Enumeration<String> getHeaders(String header) {
        return name.equalsIgnoreCase(header)
                ? Collections.enumeration(List.of(value))
                : super.getHeaders(header);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        var names = new LinkedHashSet<String>();
        names.add(name);
        super.getHeaderNames()
                .asIterator()
                .forEachRemaining(
                        header -> {
                            if (!name.equalsIgnoreCase(header)) {
                                names.add(header);
                            }
                        });
        return Collections.enumeration(names);
    }
}
