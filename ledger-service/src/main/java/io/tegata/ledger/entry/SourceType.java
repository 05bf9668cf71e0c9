package io.tegata.ledger.entry;

import java.util.Locale;

/** What kind of thing causes a booking. */
public enum SourceType {
    /** An operation of payment-service. */
    OPERATION,
    /** A line of an acquirer's settlement file, named {@code <file hash>:<line number>}. */
    SETTLEMENT_LINE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a stored code; {@link IllegalArgumentException} for any other text. */
    public static SourceType of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
