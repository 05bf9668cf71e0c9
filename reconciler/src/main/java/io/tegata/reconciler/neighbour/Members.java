package io.tegata.reconciler.neighbour;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Members of a neighbour's row; one that is missing or of the wrong type breaks the stream. */
final class Members {

    private Members() {}

    static String text(JsonNode row, String member) {
        String text = textOrNull(row, member);
        if (text == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return text;
    }

    static @Nullable String textOrNull(JsonNode row, String member) {
        JsonNode value = row.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(member + " is not text");
        }
        return value.stringValue();
    }

    /** Minor units: an integer. */
    static long amount(JsonNode row) {
        JsonNode value = row.path("amount");
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("amount is not an integer");
        }
        return value.longValue();
    }

    static Instant time(JsonNode row, String member) {
        try {
            return Instant.parse(text(row, member));
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException(member + " is not a time", notATime);
        }
    }
}
