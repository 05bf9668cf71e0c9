package io.tegata.payment.ledger;

import io.tegata.common.service.InternalHttp;
import io.tegata.payment.ledger.LedgerMessages.CloudEvent;
import io.tegata.payment.ledger.LedgerMessages.EventResult;
import io.tegata.payment.ledger.LedgerMessages.EventResults;
import io.tegata.payment.ledger.LedgerMessages.Hold;
import io.tegata.payment.ledger.LedgerMessages.HoldRequest;
import io.tegata.payment.ledger.LedgerMessages.Refusal;
import io.tegata.payment.outbox.OutboxRelay;
import io.tegata.payment.outbox.OutboxRow;
import io.tegata.payment.outbox.StoredOutbox;
import io.tegata.payment.payment.LedgerHolds;
import io.tegata.payment.payment.Operation;
import io.tegata.payment.payment.Payment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Tells the ledger what happened, and asks it for holds. Safe for many threads. */
public final class LedgerClient implements OutboxRelay.EventSink, LedgerHolds {

    private static final Logger log = LoggerFactory.getLogger(LedgerClient.class);
    private static final MediaType EVENTS =
            MediaType.parseMediaType("application/cloudevents-batch+json");
    private static final int MAX_EVENTS_WITH_A_HOLD = 256;
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final RestClient http;
    private final StoredOutbox outbox;

    public LedgerClient(RestClient http, StoredOutbox outbox) {
        this.http = http;
        this.outbox = outbox;
    }

    @Override
    public Set<String> deliver(List<OutboxRow> events) {
        EventResults answer =
                http.post()
                        .uri("/internal/v1/events")
                        .contentType(EVENTS)
                        .body(events.stream().map(LedgerClient::cloudEvent).toList())
                        .retrieve()
                        .body(EventResults.class);
        return Objects.requireNonNull(answer, "the ledger answered nothing").results().stream()
                .filter(LedgerClient::taken)
                .map(EventResult::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Answer place(Payment payment, Operation refund) {
        var hold =
                new Hold(
                        refund.id(),
                        payment.merchantId(),
                        payment.id(),
                        payment.acquirer(),
                        refund.amount().minor(),
                        payment.currency().getCurrencyCode(),
                        MICROSECONDS.format(outbox.databaseTime()));
        List<CloudEvent> events =
                outbox.undelivered(payment, MAX_EVENTS_WITH_A_HOLD).stream()
                        .map(LedgerClient::cloudEvent)
                        .toList();
        try {
            return http.post()
                    .uri("/internal/v1/holds")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new HoldRequest(events, hold))
                    .exchange(
                            (_, response) -> {
                                if (response.getStatusCode().is2xxSuccessful()) {
                                    return new Answer.Placed();
                                }
                                Refusal refusal = response.bodyTo(Refusal.class);
                                if (refusal != null
                                        && "insufficient_funds".equals(refusal.code())) {
                                    return new Answer.Refused();
                                }
                                log.atError()
                                        .addKeyValue("operation_id", refund.id())
                                        .addKeyValue("status", response.getStatusCode().value())
                                        .log("the ledger neither placed nor refused a hold");
                                return new Answer.Unknown();
                            });
        } catch (RestClientException | HttpMessageConversionException failure) {
            log.warn("the ledger did not answer for the hold of {}", refund.id(), failure);
            return InternalHttp.neverConnected(failure)
                    ? new Answer.NotSent()
                    : new Answer.Unknown();
        }
    }

    private static boolean taken(EventResult result) {
        return switch (result.status()) {
            case "posted", "replayed", "ignored" -> true;
            default -> {
                log.atError()
                        .addKeyValue("event_id", result.id())
                        .addKeyValue("code", result.code())
                        .log("the ledger refused an event: {}", result.detail());
                yield false;
            }
        };
    }

    private static CloudEvent cloudEvent(OutboxRow row) {
        return new CloudEvent(
                "1.0",
                row.eventId(),
                "/payment-service",
                row.type(),
                row.subject(),
                time(row.sourceAt()),
                "application/json",
                row.merchantId(),
                row.aggregateVersion(),
                row.traceparent(),
                row.payload());
    }

    private static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
