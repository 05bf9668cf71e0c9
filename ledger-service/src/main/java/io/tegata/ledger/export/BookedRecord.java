package io.tegata.ledger.export;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was booked for an operation by one rule.
 *
 * @param kind {@code entry} or {@code hold}
 * @param amount minor units: the entry's debit total, or what was placed on or taken off a hold
 */
public record BookedRecord(
        String operationId,
        String rule,
        String recordId,
        String kind,
        @Nullable String merchantId,
        @Nullable String paymentId,
        long amount,
        String currency,
        Instant sourceAt,
        Instant bookedAt) {}
