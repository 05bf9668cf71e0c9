package io.tegata.payment.acquirer.cardsimulator;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.tegata.common.money.Money;
import io.tegata.common.service.InternalHttp;
import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.AcquirerAnswer;
import io.tegata.payment.acquirer.AcquirerRequest;
import io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages.Answer;
import io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages.CancelRequest;
import io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages.CaptureRequest;
import io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages.ChargeRequest;
import io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages.RefundRequest;
import io.tegata.payment.acquirer.cardsimulator.CardSimulatorMessages.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

/** The card simulator, an acquirer that is idempotent by our reference. */
final class CardSimulatorAcquirer implements Acquirer {

    private static final Logger log = LoggerFactory.getLogger(CardSimulatorAcquirer.class);

    /** The simulator's own word for a reference that it has never seen. */
    private static final String UNKNOWN_REFERENCE = "unknown_reference";

    private static final String SANDBOX_PREFIX = "pm_sandbox_";
    private static final Set<String> CARD_TOKENS =
            Set.of(
                    "approve",
                    "decline_insufficient_funds",
                    "decline_do_not_honor",
                    "decline_expired_card",
                    "hang_before_charge",
                    "hang_after_charge",
                    "error_after_charge");

    private final String id;
    private final RestClient http;
    private final Duration deadline;
    private final Duration lateArrivalWindow;

    CardSimulatorAcquirer(
            String id, RestClient http, Duration deadline, Duration lateArrivalWindow) {
        this.id = id;
        this.http = http;
        this.deadline = deadline;
        this.lateArrivalWindow = lateArrivalWindow;
    }

    @Override
    public String id() {
        return id;
    }

    /** It stands for a bank, so it is for test merchants only. */
    @Override
    public boolean takes(String paymentMethod, boolean live) {
        return !live
                && paymentMethod.startsWith(SANDBOX_PREFIX)
                && CARD_TOKENS.contains(cardToken(paymentMethod));
    }

    @Override
    public AcquirerAnswer send(AcquirerRequest request) {
        return switch (request) {
            case AcquirerRequest.Charge charge ->
                    post(
                            charge,
                            new ChargeRequest(
                                    charge.reference(),
                                    charge.orderReference(),
                                    charge.amount().minor(),
                                    charge.amount().currency().getCurrencyCode(),
                                    cardToken(charge.paymentMethod()),
                                    charge.capture()),
                            "/v1/charges");
            case AcquirerRequest.Capture capture ->
                    post(
                            capture,
                            new CaptureRequest(
                                    capture.reference(), capture.amount().minor(), capture.last()),
                            "/v1/charges/{charge}/captures",
                            capture.charge());
            case AcquirerRequest.Cancel cancel ->
                    post(
                            cancel,
                            new CancelRequest(cancel.reference()),
                            "/v1/charges/{charge}/voids",
                            cancel.charge());
            case AcquirerRequest.GiveBack refund ->
                    post(
                            refund,
                            new RefundRequest(refund.reference(), refund.amount().minor()),
                            "/v1/charges/{charge}/refunds",
                            refund.charge());
        };
    }

    /**
     * A question has no answer that means "not sent": what is neither yes, no nor the acquirer's
     * "never seen" is unknown.
     */
    @Override
    public AcquirerAnswer query(AcquirerRequest request) {
        try {
            return http.get()
                    .uri("/v1/operations/{reference}", request.reference())
                    .exchange(
                            (_, response) ->
                                    switch (response.getStatusCode().value()) {
                                        case 200 -> decision(request, response);
                                        case 404 ->
                                                UNKNOWN_REFERENCE.equals(refusal(response))
                                                        ? new AcquirerAnswer.NotFound()
                                                        : new AcquirerAnswer.Unknown("http_404");
                                        default ->
                                                new AcquirerAnswer.Unknown(
                                                        "http_" + response.getStatusCode().value());
                                    });
        } catch (RestClientException | HttpMessageConversionException failure) {
            log.warn("{} did not answer the query for {}", id, request.reference(), failure);
            return new AcquirerAnswer.Unknown("query_failed");
        }
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    @Override
    public boolean isIdempotentByReference() {
        return true;
    }

    @Override
    public Duration lateArrivalWindow() {
        return lateArrivalWindow;
    }

    /**
     * Only what the table names is final. Anybody in between could send a bare status: a refusal
     * has the acquirer's word.
     */
    private AcquirerAnswer post(
            AcquirerRequest request, Object body, String path, Object... variables) {
        try {
            return http.post()
                    .uri(path, variables)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange(
                            (_, response) ->
                                    switch (response.getStatusCode().value()) {
                                        case 200 -> decision(request, response);
                                        case 404, 422 ->
                                                refusal(response) == null
                                                        ? new AcquirerAnswer.Unknown(
                                                                "http_"
                                                                        + response.getStatusCode()
                                                                                .value())
                                                        : new AcquirerAnswer.Declined(
                                                                "refused_by_acquirer");
                                        case 401, 403 ->
                                                new AcquirerAnswer.NotSent(
                                                        "not_accepted_as_client");
                                        default ->
                                                new AcquirerAnswer.Unknown(
                                                        "http_" + response.getStatusCode().value());
                                    });
        } catch (RestClientException | HttpMessageConversionException failure) {
            if (InternalHttp.neverConnected(failure)) {
                return new AcquirerAnswer.NotSent("connection_refused");
            }
            log.warn("{} did not answer", id, failure);
            return new AcquirerAnswer.Unknown("no_answer");
        }
    }

    private static AcquirerAnswer decision(
            AcquirerRequest request, ConvertibleClientHttpResponse response) throws IOException {
        Answer answer = response.bodyTo(Answer.class);
        return switch (answer == null ? null : answer.status()) {
            case "approved" ->
                    isFor(request.money(), requireNonNull(answer))
                            ? new AcquirerAnswer.Approved()
                            : new AcquirerAnswer.Unknown("approved_another_amount");
            case "declined" ->
                    new AcquirerAnswer.Declined(
                            requireNonNullElse(requireNonNull(answer).declineCode(), "declined"));
            case null, default -> new AcquirerAnswer.Unknown("status_not_known");
        };
    }

    /**
     * An approval of another amount than was asked is nobody's to book: reconciliation and people
     * look at it.
     */
    private static boolean isFor(@Nullable Money asked, Answer answer) {
        return asked == null
                || (asked.minor() == requireNonNullElse(answer.amount(), 0L)
                        && asked.currency().getCurrencyCode().equals(answer.currency()));
    }

    private static @Nullable String refusal(ConvertibleClientHttpResponse response)
            throws IOException {
        Refusal refusal = response.bodyTo(Refusal.class);
        return refusal == null ? null : refusal.error();
    }

    private static String cardToken(String paymentMethod) {
        return paymentMethod.substring(SANDBOX_PREFIX.length());
    }
}
