package io.tegata.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * Goal: a request's work knows how long its sender waits, and nonsense in the header is the usual
 * time.
 */
class DeadlineFilterTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1500, 1500",
        "30000, 30000",
        "30001, 30000",
        "999999999, 30000",
        "9999999999, 30000",
        "-5, 30000",
        "1.5, 30000",
        "soon, 30000",
        ", 30000"
    })
    void theHeaderIsReadStrictly(String header, long milliseconds) throws Exception {
        assertThat(seenWith(header)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void nothingIsBoundAfterwards() throws Exception {
        var _ = seenWith("10");
        assertThat(Deadline.current()).isEmpty();
    }

    private static Duration seenWith(String header) throws Exception {
        var request = new MockHttpServletRequest();
        if (header != null) {
            request.addHeader(DeadlineFilter.HEADER, header);
        }
        var seen = new AtomicReference<Duration>();
        new DeadlineFilter(CLOCK)
                .doFilter(
                        request,
                        new MockHttpServletResponse(),
                        (_, _) -> seen.set(Deadline.current().orElseThrow().left()));
        return seen.get();
    }
}
