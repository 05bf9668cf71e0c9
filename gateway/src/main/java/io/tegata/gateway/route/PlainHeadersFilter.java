package io.tegata.gateway.route;

import io.tegata.common.problem.CommonError;
import io.tegata.common.service.ServiceSecurity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses headers that would not reach a service as they were sent. Any character that is not ASCII
 * would arrive as a question mark, and two idempotency keys that differ there as one.
 */
final class PlainHeadersFilter extends OncePerRequestFilter {

    private final JsonMapper json;

    PlainHeadersFilter(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (String name : PassedHeaders.TO_SERVICES) {
            if (!values(request, name).stream().allMatch(PlainHeadersFilter::isPlain)) {
                ServiceSecurity.refuse(
                        request,
                        response,
                        json,
                        CommonError.MALFORMED_REQUEST,
                        name + ": send visible ASCII characters, spaces and tabs only");
                return;
            }
        }
        List<String> types = values(request, HttpHeaders.CONTENT_TYPE);
        if (types.size() > 1 || !types.stream().allMatch(PlainHeadersFilter::isOneMediaType)) {
            ServiceSecurity.refuse(
                    request,
                    response,
                    json,
                    CommonError.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: name one media type, such as application/json");
            return;
        }
        chain.doFilter(request, response);
    }

    private static List<String> values(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
    }

    private static boolean isOneMediaType(String value) {
        try {
            return MediaType.parseMediaType(value).isConcrete();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
