package io.tegata.payment.payment;

import java.time.Instant;

/** A command with the ids that its payment, operation and attempt will have if its claim is won. */
record Draft(
        Command command, String paymentId, String operationId, String attemptId, String acquirer) {

    Claim claim() {
        return command.claim();
    }

    IdempotencyKeys.Wanted wanted() {
        return new IdempotencyKeys.Wanted(claim(), paymentId, operationId);
    }

    Payments.Key key() {
        return new Payments.Key(claim().merchantId(), paymentId);
    }

    Payment newPayment(AuthorizePayment asked, Limits limits, Instant now) {
        return new Payment(
                claim().merchantId(),
                paymentId,
                1,
                asked.merchantReference(),
                PaymentStatus.AUTHORIZING,
                asked.amount().currency(),
                new Payment.Amounts(asked.amount().minor(), 0, 0, 0, 0, 0, 0),
                asked.captureMethod(),
                asked.captureMethod() == CaptureMethod.MANUAL
                        ? now.plus(limits.authorizationValidity())
                        : null,
                asked.paymentMethod(),
                acquirer,
                null,
                null,
                operationId,
                new Payment.LatestOperation(
                        operationId, asked.kind(), OperationStatus.IN_FLIGHT, null),
                null,
                asked.metadata(),
                now,
                now);
    }

    Operation newOperation(ChangePayment.Decision.Allowed allowed, Limits limits, Instant now) {
        return new Operation(
                claim().merchantId(),
                paymentId,
                operationId,
                allowed.kind(),
                OperationStatus.IN_FLIGHT,
                allowed.amount(),
                allowed.finalCapture(),
                allowed.reason(),
                attemptId,
                claim().keyHash(),
                1,
                0,
                now,
                now.plus(limits.lease()),
                null,
                now);
    }
}
