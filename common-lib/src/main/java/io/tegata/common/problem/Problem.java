package io.tegata.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error: RFC 9457 {@code application/problem+json} with Tegata's own members.
 * Never holds a stack trace, a class name or a card number.
 *
 * @param errors the fields that are wrong, each named by a JSON pointer (RFC 6901)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable List<FieldError> errors,
        Retry retry,
        Outcome outcome,
        @Nullable String requestId,
        @Nullable String traceId,
        @Nullable String paymentId,
        @Nullable String operationId) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** One wrong field: where it is, and what is wrong with it. */
    public record FieldError(String pointer, String code, String detail) {}

    public static Problem of(ErrorCode code, String detail) {
        return new Problem(
                "urn:tegata:error:" + code.code().replace('_', '-'),
                code.title(),
                code.status(),
                detail,
                code.code(),
                null,
                code.retry(),
                code.outcome(),
                null,
                null,
                null,
                null);
    }

    public Problem withErrors(List<FieldError> wrong) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                wrong,
                retry,
                outcome,
                requestId,
                traceId,
                paymentId,
                operationId);
    }

    /** Names the request and its trace, so that support can find it. */
    public Problem withIds(@Nullable String request, @Nullable String trace) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                errors,
                retry,
                outcome,
                request,
                trace,
                paymentId,
                operationId);
    }

    /** Names the payment and operation that the error is about. */
    public Problem about(@Nullable String payment, @Nullable String operation) {
        return new Problem(
                type, title, status, detail, code, errors, retry, outcome, requestId, traceId,
                payment, operation);
    }
}
