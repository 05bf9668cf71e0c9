package io.tegata.ledger.account;

import java.util.Locale;

/** The two sides of the books. */
public enum Side {
    DEBIT,
    CREDIT;

    /** As the database and the API write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The side of a stored code; {@link IllegalArgumentException} for any other text. */
    public static Side of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
