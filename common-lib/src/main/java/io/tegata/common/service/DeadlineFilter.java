package io.tegata.common.service;

import io.tegata.storage.Deadline;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Binds the time that the sender still waits, from the header {@value #HEADER}: whole milliseconds,
 * counted from the arrival, so that no two clocks are compared. Without one, or with one that
 * cannot be read, it is {@link #MOST}; so it is with a longer one.
 */
final class DeadlineFilter extends OncePerRequestFilter {

    static final String HEADER = "Tegata-Time-Left";

    /** Longer than any caller inside the platform waits; exports are bounded by their own limit. */
    static final Duration MOST = Duration.ofSeconds(30);

    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,9}");

    private final Clock clock;

    DeadlineFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var _ =
                    Deadline.<@Nullable Object, Exception>within(
                            clock,
                            timeLeft(request.getHeader(HEADER)),
                            () -> {
                                chain.doFilter(request, response);
                                return null;
                            });
        } catch (ServletException | IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception unexpected) {
            throw new ServletException(unexpected);
        }
    }

    static Duration timeLeft(@Nullable String header) {
        if (header == null || !MILLISECONDS.matcher(header).matches()) {
            return MOST;
        }
        Duration given = Duration.ofMillis(Long.parseLong(header));
        return given.compareTo(MOST) > 0 ? MOST : given;
    }
}
