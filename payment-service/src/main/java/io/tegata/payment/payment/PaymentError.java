package io.tegata.payment.payment;

import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Outcome;
import io.tegata.common.problem.Retry;

/** Every error of payment-service that a client can see; rows are never renamed or reused. */
public enum PaymentError implements ErrorCode {
    IDEMPOTENCY_KEY_MISSING(
            400,
            Retry.NEVER,
            Outcome.NOT_EXECUTED,
            "a POST that moves money needs an Idempotency-Key"),
    IDEMPOTENCY_KEY_INVALID(
            400, Retry.NEVER, Outcome.NOT_EXECUTED, "the Idempotency-Key is not valid"),
    IDEMPOTENCY_KEY_REUSED(
            422, Retry.NEVER, Outcome.NOT_EXECUTED, "the key was used for a different request"),
    IDEMPOTENCY_IN_PROGRESS(
            409,
            Retry.SAME_KEY,
            Outcome.UNKNOWN,
            "the first request with this key is still running"),
    AMOUNT_INVALID(
            422, Retry.NEVER, Outcome.NOT_EXECUTED, "the amount is not one that can be paid"),
    CURRENCY_UNKNOWN(
            422, Retry.NEVER, Outcome.NOT_EXECUTED, "the currency is not an ISO 4217 code in use"),
    CURRENCY_DIFFERS(422, Retry.NEVER, Outcome.NOT_EXECUTED, "the currency is not the payment's"),
    PAYMENT_METHOD_UNKNOWN(
            422, Retry.NEVER, Outcome.NOT_EXECUTED, "there is no such payment method"),
    AMOUNT_EXCEEDS_AUTHORIZED(
            422,
            Retry.NEVER,
            Outcome.NOT_EXECUTED,
            "the capture is larger than what is left of the authorization"),
    AMOUNT_EXCEEDS_CAPTURED(
            422,
            Retry.NEVER,
            Outcome.NOT_EXECUTED,
            "the refund is larger than what is left of the captures"),
    INSUFFICIENT_FUNDS(
            422,
            Retry.NEW_KEY,
            Outcome.NOT_EXECUTED,
            "the merchant's balance does not cover the refund"),
    DUPLICATE_MERCHANT_REFERENCE(
            409,
            Retry.NEVER,
            Outcome.NOT_EXECUTED,
            "another live payment has this merchant reference"),
    PAYMENT_STATE_CONFLICT(
            409, Retry.NEVER, Outcome.NOT_EXECUTED, "the payment's status does not allow this"),
    OPERATION_IN_PROGRESS(
            409,
            Retry.AFTER,
            Outcome.NOT_EXECUTED,
            "another operation on this payment has not ended yet"),
    PAYMENT_DECLINED(
            402, Retry.NEW_KEY, Outcome.NOT_EXECUTED, "the acquirer or the card's bank declined"),
    ACQUIRER_UNAVAILABLE(
            502,
            Retry.NEW_KEY,
            Outcome.NOT_EXECUTED,
            "no acquirer took the request; nothing was executed");

    private final Meaning meaning;

    PaymentError(int status, Retry retry, Outcome outcome, String title) {
        this.meaning = new Meaning(status, retry, outcome, title);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
