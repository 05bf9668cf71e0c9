package io.tegata.payment.payment.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.payment.acquirer.Acquirers;
import io.tegata.payment.payment.AuthorizePayment;
import io.tegata.payment.payment.CaptureMethod;
import io.tegata.payment.payment.CapturePayment;
import io.tegata.payment.payment.HandleCommand;
import io.tegata.payment.payment.PaymentError;
import io.tegata.payment.payment.RefundPayment;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.payment.VoidPayment;
import io.tegata.payment.payment.web.RequestReader.AmountBody;
import io.tegata.payment.payment.web.RequestReader.Read;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The calls that move money: request → command → reply, nothing else. */
@RestController
class PaymentController {

    private static final int MAX_REFERENCE = 64;
    private static final int MAX_PAIRS = 50;
    private static final int MAX_NAME = 40;
    private static final int MAX_VALUE = 500;
    private static final int MAX_REASON = 255;

    private static final Pattern PAYMENT_ID = Pattern.compile("pay_[a-z2-7]{26}");
    private static final String TEST_MERCHANT = "mer_test_";

    record CreatePayment(
            @Nullable String merchantReference,
            @Nullable AmountBody amount,
            @Nullable String captureMethod,
            @Nullable String paymentMethod,
            @Nullable Map<String, String> metadata) {}

    record CreateCapture(
            @Nullable AmountBody amount, @JsonProperty("final") @Nullable Boolean last) {}

    record CreateVoid() {}

    record CreateRefund(@Nullable AmountBody amount, @Nullable String reason) {}

    private final RequestReader requests;
    private final HandleCommand handle;
    private final Acquirers acquirers;

    PaymentController(RequestReader requests, HandleCommand handle, Acquirers acquirers) {
        this.requests = requests;
        this.handle = handle;
        this.acquirers = acquirers;
    }

    @PostMapping(path = "/v1/payments", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request,
            @RequestBody(required = false) byte @Nullable [] body) {
        String merchant = Caller.merchant(token);
        Read<CreatePayment> read =
                requests.read(
                        request, merchant, "/v1/payments", List.of(), body, CreatePayment.class);
        CreatePayment asked = read.body();
        return reply(
                handle.handle(
                        new AuthorizePayment(
                                read.claim(),
                                reference(asked.merchantReference()),
                                RequestReader.money(asked.amount()),
                                captureMethod(asked.captureMethod()),
                                paymentMethod(merchant, asked.paymentMethod()),
                                metadata(asked.metadata())),
                        read.patience()));
    }

    @PostMapping(
            path = "/v1/payments/{payment}/captures",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> capture(
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request,
            @PathVariable String payment,
            @RequestBody(required = false) byte @Nullable [] body) {
        Read<CreateCapture> read =
                requests.read(
                        request,
                        Caller.merchant(token),
                        "/v1/payments/{payment_id}/captures",
                        List.of(known(payment)),
                        body,
                        CreateCapture.class);
        return reply(
                handle.handle(
                        new CapturePayment(
                                read.claim(),
                                payment,
                                RequestReader.money(read.body().amount()),
                                Boolean.TRUE.equals(read.body().last())),
                        read.patience()));
    }

    @PostMapping("/v1/payments/{payment}/void")
    ResponseEntity<byte[]> voidRest(
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request,
            @PathVariable String payment,
            @RequestBody(required = false) byte @Nullable [] body) {
        Read<CreateVoid> read =
                requests.read(
                        request,
                        Caller.merchant(token),
                        "/v1/payments/{payment_id}/void",
                        List.of(known(payment)),
                        body,
                        CreateVoid.class);
        return reply(handle.handle(new VoidPayment(read.claim(), payment), read.patience()));
    }

    @PostMapping(
            path = "/v1/payments/{payment}/refunds",
            consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> refund(
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request,
            @PathVariable String payment,
            @RequestBody(required = false) byte @Nullable [] body) {
        Read<CreateRefund> read =
                requests.read(
                        request,
                        Caller.merchant(token),
                        "/v1/payments/{payment_id}/refunds",
                        List.of(known(payment)),
                        body,
                        CreateRefund.class);
        String reason = read.body().reason();
        return reply(
                handle.handle(
                        new RefundPayment(
                                read.claim(),
                                payment,
                                RequestReader.money(read.body().amount()),
                                reason == null
                                        ? null
                                        : RequestReader.text(reason, "/reason", MAX_REASON)),
                        read.patience()));
    }

    /** The stored bytes and what the client is told about them. */
    private static ResponseEntity<byte[]> reply(Reply reply) {
        var answer =
                ResponseEntity.status(reply.status())
                        .contentType(
                                reply.status() < 400
                                        ? MediaType.APPLICATION_JSON
                                        : MediaType.APPLICATION_PROBLEM_JSON)
                        .header(
                                "Idempotency-Status",
                                reply.origin().name().toLowerCase(Locale.ROOT));
        if (reply.expiresAt() != null) {
            answer = answer.header("Idempotency-Expires-At", Views.time(reply.expiresAt()));
        }
        if (reply.retryAfter() > 0) {
            answer = answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(reply.retryAfter()));
        }
        return answer.body(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    /** What cannot be a payment's id is not there, before anything is claimed. */
    private static String known(String payment) {
        if (!PAYMENT_ID.matcher(payment).matches()) {
            throw new ProblemException(CommonError.NOT_FOUND, "there is no such payment");
        }
        return payment;
    }

    private static String reference(@Nullable String value) {
        String reference = RequestReader.text(value, "/merchant_reference", MAX_REFERENCE);
        if (!reference.chars().allMatch(character -> character >= 0x21 && character <= 0x7e)) {
            throw RequestReader.invalid(
                    CommonError.INVALID_FIELD,
                    "/merchant_reference",
                    "characters",
                    "visible ASCII characters only");
        }
        return reference;
    }

    private static CaptureMethod captureMethod(@Nullable String code) {
        return switch (code) {
            case null -> CaptureMethod.AUTOMATIC;
            case "automatic" -> CaptureMethod.AUTOMATIC;
            case "manual" -> CaptureMethod.MANUAL;
            default ->
                    throw RequestReader.invalid(
                            CommonError.INVALID_FIELD,
                            "/capture_method",
                            "unknown",
                            "capture_method is automatic or manual");
        };
    }

    private String paymentMethod(String merchant, @Nullable String method) {
        if (method == null) {
            throw RequestReader.invalid(
                    CommonError.INVALID_FIELD,
                    "/payment_method",
                    "required",
                    "payment_method is required");
        }
        if (!acquirers.takes(method, !merchant.startsWith(TEST_MERCHANT))) {
            throw RequestReader.invalid(
                    PaymentError.PAYMENT_METHOD_UNKNOWN,
                    "/payment_method",
                    "unknown",
                    "test merchants have pm_sandbox_approve and the others of the API's page; live ones none yet");
        }
        return method;
    }

    private static Map<String, String> metadata(@Nullable Map<String, String> pairs) {
        if (pairs == null) {
            return Map.of();
        }
        if (pairs.size() > MAX_PAIRS) {
            throw RequestReader.invalid(
                    CommonError.INVALID_FIELD,
                    "/metadata",
                    "too_many",
                    "at most " + MAX_PAIRS + " pairs");
        }
        pairs.forEach(
                (name, value) -> {
                    var _ = RequestReader.text(name, "/metadata", MAX_NAME);
                    if (value == null) {
                        throw new ProblemException(
                                CommonError.INVALID_FIELD, "metadata has strings only");
                    }
                    if (!value.isEmpty()) {
                        var _ = RequestReader.text(value, "/metadata/" + name, MAX_VALUE);
                    }
                });
        return pairs;
    }
}
