package io.tegata.ledger.entry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The thing that causes a booking.
 *
 * @param merchantId whose money it is; null while nobody knows
 * @param sourceAt database time at payment-service; null for what comes from a file
 * @param effectiveAt when it took effect in the world
 */
public record Source(
        SourceType type,
        String id,
        Facts facts,
        @Nullable String merchantId,
        @Nullable String paymentId,
        @Nullable Instant sourceAt,
        Instant effectiveAt) {}
