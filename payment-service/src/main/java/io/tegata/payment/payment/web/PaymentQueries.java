package io.tegata.payment.payment.web;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.payment.idempotency.IdempotencyKey;
import io.tegata.payment.payment.IdempotencyKeys;
import io.tegata.payment.payment.Operation;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.PaymentStatus;
import io.tegata.payment.payment.PaymentStore;
import io.tegata.payment.payment.Payments;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.payment.web.Views.KeyView;
import io.tegata.payment.payment.web.Views.OperationView;
import io.tegata.payment.payment.web.Views.PageView;
import io.tegata.payment.payment.web.Views.PaymentView;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a merchant reads. Another merchant's id answers 404, exactly as one that never was. */
@RestController
class PaymentQueries {

    private static final int MAX_PAGE = 100;
    private static final Pattern ID = Pattern.compile("pay_[a-z2-7]{26}");
    private static final Pattern REFUND_ID = Pattern.compile("ref_[a-z2-7]{26}");
    private static final Pattern REFERENCE = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Instant FIRST_TIME = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private final PaymentStore store;
    private final Clock clock;

    PaymentQueries(PaymentStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @GetMapping("/v1/payments/{payment}")
    PaymentView payment(@AuthenticationPrincipal Jwt token, @PathVariable String payment) {
        return Views.payment(find(Caller.merchant(token), payment));
    }

    @GetMapping("/v1/refunds/{refund}")
    OperationView refund(@AuthenticationPrincipal Jwt token, @PathVariable String refund) {
        String merchant = Caller.merchant(token);
        Operation operation =
                Optional.of(refund)
                        .filter(id -> REFUND_ID.matcher(id).matches())
                        .flatMap(id -> store.operations().findRefund(merchant, id))
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                CommonError.NOT_FOUND, "there is no such refund"));
        return Views.operation(find(merchant, operation.paymentId()), operation);
    }

    /** Filters are strings here so that a malformed one is told by name. */
    @GetMapping("/v1/payments")
    PageView payments(
            @AuthenticationPrincipal Jwt token,
            @RequestParam(name = "merchant_reference", required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "created_after", required = false) @Nullable String createdAfter,
            @RequestParam(name = "created_before", required = false) @Nullable String createdBefore,
            @RequestParam(defaultValue = "20") String limit,
            @RequestParam(name = "starting_after", required = false)
                    @Nullable String startingAfter) {
        String merchant = Caller.merchant(token);
        int size = limit(limit);
        List<Payment> found =
                store.payments()
                        .list(
                                new Payments.Filter(
                                        merchant,
                                        size + 1,
                                        reference(reference),
                                        status(status),
                                        time(createdAfter, "created_after"),
                                        time(createdBefore, "created_before"),
                                        cursor(merchant, startingAfter)));
        boolean more = found.size() > size;
        List<Payment> page = more ? found.subList(0, size) : found;
        return new PageView(
                page.stream().map(Views::payment).toList(),
                more,
                more ? page.getLast().id() : null);
    }

    @GetMapping("/v1/idempotency_keys/{key}")
    KeyView key(@AuthenticationPrincipal Jwt token, @PathVariable String key) {
        String merchant = Caller.merchant(token);
        IdempotencyKeys.Used used =
                store.keys()
                        .find(IdempotencyKey.ofPath(key).hash(merchant), clock.instant())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                CommonError.NOT_FOUND, "this key was not used"));
        Reply reply = used.reply();
        return new KeyView(
                key,
                reply != null ? "final" : unknown(merchant, used) ? "unknown" : "in_progress",
                Views.time(used.firstSeenAt()),
                reply == null || reply.expiresAt() == null ? null : Views.time(reply.expiresAt()),
                reply == null ? null : reply.status(),
                used.paymentId(),
                used.operationId());
    }

    private boolean unknown(String merchant, IdempotencyKeys.Used used) {
        Payment payment = find(merchant, used.paymentId());
        return payment.latest().id().equals(used.operationId())
                && payment.latest().status() == OperationStatus.UNKNOWN;
    }

    private Payment find(String merchant, String payment) {
        return Optional.of(payment)
                .filter(id -> ID.matcher(id).matches())
                .flatMap(id -> store.payments().find(new Payments.Key(merchant, id)))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        CommonError.NOT_FOUND, "there is no such payment"));
    }

    private @Nullable Payment cursor(String merchant, @Nullable String id) {
        if (id != null && !ID.matcher(id).matches()) {
            throw parameter("starting_after", "is the next_cursor of the page before");
        }
        return id == null
                ? null
                : store.payments()
                        .find(new Payments.Key(merchant, id))
                        .orElseThrow(
                                () ->
                                        parameter(
                                                "starting_after",
                                                "is the next_cursor of the page before"));
    }

    private static @Nullable String reference(@Nullable String text) {
        if (text != null && !REFERENCE.matcher(text).matches()) {
            throw parameter("merchant_reference", "is 1 to 64 visible ASCII characters");
        }
        return text;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_PAGE) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw parameter("limit", "is 1 to " + MAX_PAGE);
        }
        throw parameter("limit", "is 1 to " + MAX_PAGE);
    }

    private static @Nullable PaymentStatus status(@Nullable String code) {
        if (code == null) {
            return null;
        }
        for (PaymentStatus status : PaymentStatus.values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw parameter("status", "is a payment's status, such as captured");
    }

    private static @Nullable Instant time(@Nullable String text, String name) {
        try {
            Instant time = text == null ? null : OffsetDateTime.parse(text).toInstant();
            if (time != null && (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME))) {
                throw parameter(name, "is a time between " + FIRST_TIME + " and " + LAST_TIME);
            }
            return time;
        } catch (DateTimeException malformed) {
            throw parameter(name, "is an RFC 3339 time, such as 2026-11-20T12:00:00Z");
        }
    }

    private static ProblemException parameter(String name, String rule) {
        return new ProblemException(
                CommonError.INVALID_FIELD, "the query parameter " + name + " " + rule);
    }
}
