package io.tegata.payment.payment;

import java.time.Duration;

/**
 * The time limits of payments.
 *
 * @param lease how long an operation belongs to who started it; longer than the acquirer's and the
 *     ledger's deadlines
 * @param resolveWithin what is promised as {@code resolve_by}
 * @param keyRetention how long a key is kept after its final answer
 * @param authorizationValidity until when an authorization can be captured
 */
public record Limits(
        Duration lease,
        Duration resolveWithin,
        Duration keyRetention,
        Duration authorizationValidity) {}
