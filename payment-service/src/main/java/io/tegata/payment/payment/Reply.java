package io.tegata.payment.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to the merchant, as it is stored and replayed: the same status and the same bytes for
 * ever.
 *
 * @param body JSON text
 * @param expiresAt when the key is forgotten; null while the answer is not final
 * @param retryAfter seconds after which asking again makes sense; 0 for a final answer
 */
public record Reply(
        int status, String body, Origin origin, @Nullable Instant expiresAt, int retryAfter) {

    /** How this answer came to be, told in {@code Idempotency-Status}. */
    public enum Origin {
        CREATED,
        REPLAYED,
        RESUMED
    }

    /** An answer that this very request brought about. */
    public static Reply created(int status, String body, int retryAfter) {
        return new Reply(status, body, Origin.CREATED, null, retryAfter);
    }

    /** The answer that was stored with the key. */
    public static Reply stored(int status, String body, Instant expiresAt) {
        return new Reply(status, body, Origin.REPLAYED, expiresAt, 0);
    }

    Reply as(Origin told) {
        return new Reply(status, body, told, expiresAt, retryAfter);
    }

    Reply until(Instant expiry) {
        return new Reply(status, body, origin, expiry, retryAfter);
    }
}
