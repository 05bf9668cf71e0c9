package io.tegata.payment.payment;

/**
 * Everything that payment-service keeps: four collections that change together in one database
 * transaction.
 */
public record PaymentStore(
        IdempotencyKeys keys, Payments payments, Operations operations, Outbox outbox) {}
