package io.tegata.reconciler.matching;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two rows that do not agree, or one without its counterpart.
 *
 * @param fingerprint SHA-256 of class and ids, in hex: the same in every run that finds it
 * @param amountAtRisk what the payment side says minus what the other side says, in minor units;
 *     money that goes back to the customer counts negative
 * @param currency of the amount; null where no money is named
 * @param paymentRow evidence: the payment side's row
 * @param otherRow evidence: the ledger's or the acquirer's row, or the damaged file
 */
public record Discrepancy(
        String fingerprint,
        DiscrepancyClass type,
        long amountAtRisk,
        @Nullable String currency,
        @Nullable Object paymentRow,
        @Nullable Object otherRow) {

    /** The ids are those that stay the same as long as the difference does. */
    public static Discrepancy of(
            DiscrepancyClass type,
            List<String> ids,
            Risk risk,
            @Nullable Object paymentRow,
            @Nullable Object otherRow) {
        return new Discrepancy(
                fingerprint(type, ids), type, risk.amount, risk.currency, paymentRow, otherRow);
    }

    /** Signed minor units and their currency. */
    public record Risk(long amount, @Nullable String currency) {

        public static final Risk NONE = new Risk(0, null);
    }

    private static String fingerprint(DiscrepancyClass type, List<String> ids) {
        // Ids hold no line break, so that two lists never make one text.
        String text = type + "\n" + String.join("\n", ids);
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
