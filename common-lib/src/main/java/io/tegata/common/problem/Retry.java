package io.tegata.common.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a client may do after an error. */
public enum Retry {
    /** The same request will fail again. */
    NEVER,
    /** Send it again with the same idempotency key. */
    SAME_KEY,
    /** Nothing was executed; send it again with a new idempotency key. */
    NEW_KEY,
    /** Send it again after the time in {@code Retry-After}. */
    AFTER;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
