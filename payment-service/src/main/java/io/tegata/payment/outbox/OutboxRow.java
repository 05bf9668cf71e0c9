package io.tegata.payment.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be delivered.
 *
 * @param sourceAt database time of the change it tells of
 * @param payload the event's data as JSON
 */
public record OutboxRow(
        long bucket,
        Instant sourceAt,
        String eventId,
        String type,
        String merchantId,
        String subject,
        long aggregateVersion,
        @Nullable String traceparent,
        String payload) {}
