package io.tegata.payment.payment;

import java.util.Locale;

/** What an operation asks of the acquirer; a sale is authorise and capture in one. */
public enum OperationKind {
    AUTHORIZE,
    SALE,
    CAPTURE,
    VOID,
    REFUND;

    /** Whether it makes the charge that later operations name. */
    public boolean charges() {
        return this == AUTHORIZE || this == SALE;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OperationKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
