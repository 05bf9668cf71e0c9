package io.tegata.payment.payment;

/**
 * What a merchant asked for, checked in form; each is claimed by its idempotency key before
 * anything happens.
 */
public sealed interface Command permits AuthorizePayment, ChangePayment {

    Claim claim();
}
