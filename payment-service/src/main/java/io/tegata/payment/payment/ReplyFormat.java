package io.tegata.payment.payment;

import org.jspecify.annotations.Nullable;

/** Puts an outcome into the API's words; implemented beside the controllers. */
public interface ReplyFormat {

    /** What a refusal is about; null where there is none. */
    record About(@Nullable String paymentId, @Nullable String operationId) {}

    /** The operation ended: 201, or 402 declined, or 502 when it certainly was not executed. */
    Reply ended(Payment payment, Operation operation, RequestIds ids);

    /** Nobody knows yet: 202 with the payment as it stands. */
    Reply pending(Payment payment, Operation operation);

    /** The request was refused before anything happened. */
    Reply refused(PaymentError error, String detail, RequestIds ids, About about);

    /** There is no such payment for this merchant. */
    Reply notFound(RequestIds ids);
}
