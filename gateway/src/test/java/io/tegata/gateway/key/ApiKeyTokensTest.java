package io.tegata.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.gateway.key.KeyExchange.Token;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Goal: an answer is used until its time and not after it, and the memory for keys is bounded. */
class ApiKeyTokensTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger asked = new AtomicInteger();
    private final ApiKeyTokens tokens =
            new ApiKeyTokens(
                    _ -> new Token("token " + asked.incrementAndGet(), now.get().plusSeconds(45)),
                    new MovedClock());

    @Test
    void anAnswerEndsAtItsTime() {
        assertThat(tokens.of("sk_test_a")).isEqualTo(new Token("token 1", START.plusSeconds(45)));
        now.set(START.plusSeconds(44));
        assertThat(tokens.of("sk_test_a")).isEqualTo(new Token("token 1", START.plusSeconds(45)));
        now.set(START.plusSeconds(45));
        assertThat(tokens.of("sk_test_a")).isEqualTo(new Token("token 2", START.plusSeconds(90)));
    }

    @Test
    void theKeyUsedLongestAgoIsForgottenFirst() {
        for (int i = 0; i <= ApiKeyTokens.MAX_KEYS; i++) {
            assertThat(tokens.of("sk_test_" + i)).isNotNull();
        }
        int before = asked.get();

        assertThat(tokens.of("sk_test_1")).isNotNull();
        assertThat(asked).hasValue(before);
        assertThat(tokens.of("sk_test_0")).isNotNull();
        assertThat(asked).hasValue(before + 1);
    }

    private final class MovedClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
