package io.tegata.payment.payment;

import java.util.Locale;

/** Whether the money is taken with the authorisation, or later by captures. */
public enum CaptureMethod {
    AUTOMATIC,
    MANUAL;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
