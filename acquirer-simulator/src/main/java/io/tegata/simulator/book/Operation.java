package io.tegata.simulator.book;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One booked change; the amount in minor units is what moved, for a decline what was asked. */
record Operation(
        String reference,
        String chargeReference,
        Kind kind,
        @Nullable String declineCode,
        long amount,
        String currency,
        String contentHash) {

    enum Kind {
        AUTHORIZE,
        /** A charge that is captured at once. */
        SALE,
        CAPTURE,
        VOID,
        REFUND;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    String status() {
        return declineCode == null ? "approved" : "declined";
    }
}
