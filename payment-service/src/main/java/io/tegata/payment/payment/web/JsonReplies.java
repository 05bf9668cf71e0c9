package io.tegata.payment.payment.web;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.payment.payment.Operation;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.PaymentError;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.payment.ReplyFormat;
import io.tegata.payment.payment.RequestIds;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes as the API's JSON; what is written here is what is stored and replayed. */
@Component
class JsonReplies implements ReplyFormat {

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int ASK_AGAIN_AFTER_SECONDS = 1;

    private final JsonMapper json;

    JsonReplies(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Reply ended(Payment payment, Operation operation, RequestIds ids) {
        return switch (operation.status()) {
            case SUCCEEDED -> Reply.created(CREATED, body(payment, operation), 0);
            case DECLINED ->
                    about(
                            payment,
                            operation,
                            ids,
                            Problem.of(
                                    PaymentError.PAYMENT_DECLINED,
                                    "declined with " + operation.error()));
            case FAILED -> about(payment, operation, ids, failed(operation));
            case IN_FLIGHT, UNKNOWN ->
                    throw new IllegalArgumentException(
                            "an operation that runs has no final answer");
        };
    }

    @Override
    public Reply pending(Payment payment, Operation operation) {
        return Reply.created(ACCEPTED, body(payment, operation), ASK_AGAIN_AFTER_SECONDS);
    }

    @Override
    public Reply refused(PaymentError error, String detail, RequestIds ids, About about) {
        boolean passes =
                error == PaymentError.IDEMPOTENCY_IN_PROGRESS
                        || error == PaymentError.OPERATION_IN_PROGRESS;
        return reply(
                Problem.of(error, detail)
                        .withIds(ids.requestId(), ids.traceId())
                        .about(about.paymentId(), about.operationId()),
                passes ? ASK_AGAIN_AFTER_SECONDS : 0);
    }

    @Override
    public Reply notFound(RequestIds ids) {
        return reply(
                Problem.of(CommonError.NOT_FOUND, "there is no such payment")
                        .withIds(ids.requestId(), ids.traceId()),
                0);
    }

    private static Problem failed(Operation operation) {
        return PaymentError.INSUFFICIENT_FUNDS.code().equals(operation.error())
                ? Problem.of(
                        PaymentError.INSUFFICIENT_FUNDS, "the refund was not sent to the acquirer")
                : Problem.of(PaymentError.ACQUIRER_UNAVAILABLE, "try again with a new key");
    }

    private Reply about(Payment payment, Operation operation, RequestIds ids, Problem problem) {
        return reply(
                problem.withIds(ids.requestId(), ids.traceId()).about(payment.id(), operation.id()),
                0);
    }

    private Reply reply(Problem problem, int retryAfter) {
        return Reply.created(problem.status(), json.writeValueAsString(problem), retryAfter);
    }

    private String body(Payment payment, Operation operation) {
        boolean creates = operation.kind().charges();
        return json.writeValueAsString(
                creates ? Views.payment(payment) : Views.operation(payment, operation));
    }
}
