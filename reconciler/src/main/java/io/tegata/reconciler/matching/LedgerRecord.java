package io.tegata.reconciler.matching;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journal entry or hold movement as ledger-service exports it; the amount in minor units.
 *
 * @param sourceAt payment-service's database time of the event that made it
 */
public record LedgerRecord(
        String operationId,
        LedgerRule rule,
        String recordId,
        String kind,
        @Nullable String paymentId,
        long amount,
        String currency,
        Instant sourceAt) {

    /** Minor units; what goes back to the customer is negative. */
    long signed() {
        return rule.signed(amount);
    }
}
