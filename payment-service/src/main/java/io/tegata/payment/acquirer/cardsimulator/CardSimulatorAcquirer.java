package io.tegata.payment.acquirer.cardsimulator;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

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
    private static final String SANDBOX_PREFIX = "pm_sandbox_";

    private final String id;
    private final RestClient http;
    private final Duration lateArrivalWindow;

    CardSimulatorAcquirer(String id, RestClient http, Duration lateArrivalWindow) {
        this.id = id;
        this.http = http;
        this.lateArrivalWindow = lateArrivalWindow;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AcquirerAnswer send(AcquirerRequest request) {
        return switch (request) {
            case AcquirerRequest.Charge charge ->
                    post(
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
                            new CaptureRequest(
                                    capture.reference(), capture.amount().minor(), capture.last()),
                            "/v1/charges/{charge}/captures",
                            capture.charge());
            case AcquirerRequest.Cancel cancel ->
                    post(
                            new CancelRequest(cancel.reference()),
                            "/v1/charges/{charge}/voids",
                            cancel.charge());
            case AcquirerRequest.GiveBack refund ->
                    post(
                            new RefundRequest(refund.reference(), refund.amount().minor()),
                            "/v1/charges/{charge}/refunds",
                            refund.charge());
        };
    }

    @Override
    public AcquirerAnswer query(String reference) {
        try {
            return http.get()
                    .uri("/v1/operations/{reference}", reference)
                    .exchange(
                            (_, response) ->
                                    response.getStatusCode().value() == 404
                                            ? new AcquirerAnswer.NotFound()
                                            : answer(response));
        } catch (RestClientException | HttpMessageConversionException failure) {
            log.warn("{} did not answer the query for {}", id, reference, failure);
            return new AcquirerAnswer.Unknown("query_failed");
        }
    }

    @Override
    public boolean isIdempotentByReference() {
        return true;
    }

    @Override
    public Duration lateArrivalWindow() {
        return lateArrivalWindow;
    }

    private AcquirerAnswer post(Object body, String path, Object... variables) {
        try {
            return http.post()
                    .uri(path, variables)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange((_, response) -> answerToRequest(response));
        } catch (RestClientException | HttpMessageConversionException failure) {
            if (InternalHttp.neverConnected(failure)) {
                return new AcquirerAnswer.NotSent("connection_refused");
            }
            log.warn("{} did not answer", id, failure);
            return new AcquirerAnswer.Unknown("no_answer");
        }
    }

    /**
     * Only what the table names is final: a status or code that nobody has seen is unknown, no
     * decline.
     */
    private static AcquirerAnswer answer(ConvertibleClientHttpResponse response)
            throws IOException {
        int status = response.getStatusCode().value();
        return switch (status) {
            case 200 -> {
                Answer answer = response.bodyTo(Answer.class);
                yield switch (answer == null ? null : answer.status()) {
                    case "approved" -> new AcquirerAnswer.Approved();
                    case "declined" ->
                            new AcquirerAnswer.Declined(
                                    requireNonNullElse(
                                            requireNonNull(answer).declineCode(), "declined"));
                    case null, default -> new AcquirerAnswer.Unknown("status_not_known");
                };
            }
            case 401, 403 -> new AcquirerAnswer.NotSent("not_accepted_as_client");
            default -> new AcquirerAnswer.Unknown("http_" + status);
        };
    }

    /**
     * The acquirer says in its own words that it refused to execute; anybody in between could send
     * the bare status.
     */
    private static AcquirerAnswer answerToRequest(ConvertibleClientHttpResponse response)
            throws IOException {
        int status = response.getStatusCode().value();
        if (status == 404 || status == 422) {
            Refusal refusal = response.bodyTo(Refusal.class);
            return refusal == null || refusal.error() == null
                    ? new AcquirerAnswer.Unknown("http_" + status)
                    : new AcquirerAnswer.Declined("refused_by_acquirer");
        }
        return answer(response);
    }

    private static String cardToken(String paymentMethod) {
        return paymentMethod.startsWith(SANDBOX_PREFIX)
                ? paymentMethod.substring(SANDBOX_PREFIX.length())
                : paymentMethod;
    }
}
