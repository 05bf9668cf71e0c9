package io.tegata.payment.payment;

import java.util.Locale;

/** What an operation asks of the acquirer; a sale is authorise and capture in one. */
public enum OperationKind {
    AUTHORIZE,
    SALE,
    CAPTURE,
    VOID,
    REFUND;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OperationKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
