package io.tegata.ledger.settlement;

import io.tegata.common.money.Money;
import java.time.LocalDate;

/**
 * One line of an acquirer's settlement file.
 *
 * @param gross above zero for a capture or refund, of either sign for an unknown line
 * @param fee what the acquirer keeps for itself, zero or more
 */
public record SettlementLine(
        String fileHash,
        long lineNo,
        String acquirer,
        Subject subject,
        Money gross,
        Money fee,
        LocalDate valueDate) {

    /** What the line is about. */
    public sealed interface Subject {

        /** A line that names its operation. */
        sealed interface Settled extends Subject {
            Named named();
        }

        /** The acquirer pays us a capture. */
        record Capture(Named named) implements Settled {}

        /** The acquirer takes back what it refunded for us. */
        record Refund(Named named) implements Settled {}

        /** What was unknown, and is in suspense, turned out to be this. */
        record FromSuspense(Settled settled) implements Subject {}

        /** Nobody knows what the line is about. */
        record Unknown() implements Subject {}
    }

    /** The operation of payment-service that a line settles. */
    public record Named(String operationId, String merchantId, String paymentId) {}
}
