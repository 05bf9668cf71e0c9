package io.tegata.payment.payment.web;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.tegata.common.money.Currencies;
import io.tegata.common.money.Money;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ErrorCode;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import io.tegata.common.problem.ProblemException;
import io.tegata.payment.idempotency.Fingerprint;
import io.tegata.payment.idempotency.IdempotencyKey;
import io.tegata.payment.payment.Claim;
import io.tegata.payment.payment.PaymentError;
import io.tegata.payment.payment.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a POST that moves money: its key, its body, and from both its claim. Nothing is stored
 * before this is done.
 */
@Component
class RequestReader {

    private static final int MAX_WAIT_SECONDS = 20;
    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,6})(?=$|[,;\\s])");

    /** An amount as the API takes it. */
    record AmountBody(@Nullable Long amount, @Nullable String currency) {}

    /** A body, what makes it repeatable, and how long its sender holds the line. */
    record Read<T>(T body, Claim claim, Duration patience) {}

    private final JsonMapper json;
    private final Tracer tracer;

    RequestReader(JsonMapper json, Tracer tracer) {
        this.json = json;
        this.tracer = tracer;
    }

    /** Key first, then shape; 400 problems for both. An empty body reads as {@code {}}. */
    <T> Read<T> read(
            HttpServletRequest request,
            String merchantId,
            String route,
            List<String> pathParameters,
            byte @Nullable [] bytes,
            Class<T> type) {
        IdempotencyKey key =
                IdempotencyKey.of(Collections.list(request.getHeaders("Idempotency-Key")));
        try {
            JsonNode tree =
                    bytes == null || bytes.length == 0
                            ? json.createObjectNode()
                            : json.readTree(bytes);
            if (!tree.isObject()) {
                throw new ProblemException(
                        CommonError.MALFORMED_REQUEST, "the body is a JSON object");
            }
            T body = json.treeToValue(tree, type);
            Fingerprint fingerprint =
                    Fingerprint.of(request.getMethod(), route, pathParameters, tree, key);
            return new Read<>(
                    body,
                    new Claim(
                            merchantId,
                            key.hash(merchantId),
                            fingerprint.value(),
                            fingerprint.fields(),
                            ids(request)),
                    patience(Collections.list(request.getHeaders("Prefer"))));
        } catch (JacksonException malformed) {
            throw new HttpMessageNotReadableException(
                    "unreadable body", malformed, new ServletServerHttpRequest(request));
        }
    }

    private RequestIds ids(HttpServletRequest request) {
        String requestId = request.getHeader(ProblemAdvice.REQUEST_ID);
        Span span = tracer.currentSpan();
        if (span == null) {
            return new RequestIds(requestId, null, null);
        }
        TraceContext trace = span.context();
        String flags = Boolean.TRUE.equals(trace.sampled()) ? "01" : "00";
        return new RequestIds(
                requestId,
                trace.traceId(),
                "00-" + trace.traceId() + "-" + trace.spanId() + "-" + flags);
    }

    /**
     * {@code Prefer: wait=n} (RFC 7240), at most 20 s; what we do not know is not an error but
     * ignored.
     */
    private static Duration patience(List<String> preferences) {
        for (String preference : preferences) {
            Matcher wait = WAIT.matcher(preference);
            if (wait.find()) {
                return Duration.ofSeconds(
                        Math.min(MAX_WAIT_SECONDS, Integer.parseInt(wait.group(1))));
            }
        }
        return Duration.ZERO;
    }

    /** A positive amount of a known currency, at most 2^53 − 1 minor units. */
    static Money money(@Nullable AmountBody body) {
        if (body == null) {
            throw invalid(CommonError.INVALID_FIELD, "/amount", "required", "amount is required");
        }
        Long amount = body.amount();
        String currency = body.currency();
        if (amount == null) {
            throw invalid(
                    CommonError.INVALID_FIELD,
                    "/amount/amount",
                    "required",
                    "the amount is required");
        }
        if (currency == null) {
            throw invalid(
                    CommonError.INVALID_FIELD,
                    "/amount/currency",
                    "required",
                    "the currency is required");
        }
        if (amount < 1 || amount > Money.MAX_MINOR) {
            throw invalid(
                    PaymentError.AMOUNT_INVALID,
                    "/amount/amount",
                    "out_of_range",
                    "an amount is 1 to 9007199254740991 minor units");
        }
        if (!Currencies.isInUse(currency)) {
            throw invalid(
                    PaymentError.CURRENCY_UNKNOWN,
                    "/amount/currency",
                    "unknown",
                    "a currency is an ISO 4217 code in capitals, such as EUR");
        }
        return Money.of(amount, currency);
    }

    /**
     * Refuses text that the database cannot hold or a log line would break on: controls and lone
     * surrogates.
     */
    static String text(@Nullable String value, String pointer, int maxLength) {
        if (value == null) {
            throw invalid(
                    CommonError.INVALID_FIELD,
                    pointer,
                    "required",
                    pointer.substring(1) + " is required");
        }
        if (value.isEmpty() || value.length() > maxLength) {
            throw invalid(
                    CommonError.INVALID_FIELD,
                    pointer,
                    "length",
                    "1 to " + maxLength + " characters");
        }
        boolean broken =
                value.codePoints()
                        .anyMatch(
                                point ->
                                        Character.isISOControl(point)
                                                || (point >= Character.MIN_SURROGATE
                                                        && point <= Character.MAX_SURROGATE));
        if (broken) {
            throw invalid(
                    CommonError.INVALID_FIELD,
                    pointer,
                    "characters",
                    "no control characters, no broken Unicode");
        }
        return value;
    }

    static ProblemException invalid(ErrorCode error, String pointer, String code, String detail) {
        return new ProblemException(
                Problem.of(error, detail)
                        .withErrors(List.of(new Problem.FieldError(pointer, code, detail))));
    }
}
