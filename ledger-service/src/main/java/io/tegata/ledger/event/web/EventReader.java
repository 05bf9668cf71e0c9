package io.tegata.ledger.event.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tegata.common.money.Money;
import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.event.PaymentEvent.Authorized;
import io.tegata.ledger.event.PaymentEvent.Captured;
import io.tegata.ledger.event.PaymentEvent.Operation;
import io.tegata.ledger.event.PaymentEvent.RefundFailed;
import io.tegata.ledger.event.PaymentEvent.RefundSucceeded;
import io.tegata.ledger.event.PaymentEvent.Voided;
import io.tegata.ledger.rest.Input;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what an event means for the ledger. An event that cannot be read is refused alone. */
@Component
final class EventReader {

    /** What an event is to the ledger. */
    sealed interface Reading {

        /** An event that is booked. */
        record Known(PaymentEvent event) implements Reading {}

        /** An event of a type that the ledger does not book. */
        record Ignored() implements Reading {}

        /** An event of a known type that does not say what it must. */
        record Invalid(String code, String detail) implements Reading {}
    }

    /** The data of a payment event; members that the ledger does not know are ignored. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record EventContent(
            @Nullable String operationId,
            @Nullable String merchantId,
            @Nullable String paymentId,
            @Nullable String acquirer,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String authorizationId,
            @Nullable Long releasedAmount) {

        Operation operation(String pointer, Instant sourceAt) {
            return new Operation(
                    Input.id(pointer + "/operation_id", operationId),
                    Input.id(pointer + "/merchant_id", merchantId),
                    Input.id(pointer + "/payment_id", paymentId),
                    Input.id(pointer + "/acquirer", acquirer),
                    Input.money(pointer + "/amount", amount, pointer + "/currency", currency),
                    sourceAt);
        }
    }

    private static final String DATA = "/data";

    private final JsonMapper json;

    EventReader(JsonMapper json) {
        this.json = json;
    }

    Reading read(CloudEvent.Checked event) {
        try {
            return switch (event.type()) {
                case "io.tegata.payment.authorized" ->
                        new Reading.Known(new Authorized(operation(event)));
                case "io.tegata.payment.captured" -> new Reading.Known(captured(event));
                case "io.tegata.payment.voided" -> new Reading.Known(voided(event));
                case "io.tegata.refund.succeeded" ->
                        new Reading.Known(new RefundSucceeded(operation(event)));
                case "io.tegata.refund.failed" ->
                        new Reading.Known(new RefundFailed(operation(event)));
                default -> new Reading.Ignored();
            };
        } catch (ProblemException invalid) {
            return new Reading.Invalid(invalid.problem().code(), invalid.problem().detail());
        } catch (JacksonException unreadable) {
            return new Reading.Invalid(
                    CommonError.INVALID_FIELD.code(), DATA + ": not of the types of the contract");
        }
    }

    private Operation operation(CloudEvent.Checked event) {
        return content(event).operation(DATA, event.time());
    }

    private Captured captured(CloudEvent.Checked event) {
        EventContent content = content(event);
        Operation operation = content.operation(DATA, event.time());
        Long released = content.releasedAmount;
        return new Captured(
                operation,
                Input.optionalId(DATA + "/authorization_id", content.authorizationId),
                new Money(
                        Input.amount(
                                DATA + "/released_amount",
                                released == null ? Long.valueOf(0) : released,
                                0,
                                Money.MAX_MINOR),
                        operation.amount().currency()));
    }

    private Voided voided(CloudEvent.Checked event) {
        EventContent content = content(event);
        return new Voided(
                content.operation(DATA, event.time()),
                Input.id(DATA + "/authorization_id", content.authorizationId));
    }

    private EventContent content(CloudEvent.Checked event) {
        return Input.required(
                DATA, json.treeToValue(Input.required(DATA, event.data()), EventContent.class));
    }
}
