package io.tegata.common.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Whether money moved: every payment and every error says one of these. {@code UNKNOWN} is never
 * guessed away.
 */
public enum Outcome {
    NOT_EXECUTED,
    EXECUTED,
    UNKNOWN;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
