package io.tegata.ledger.event.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemException;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.event.PaymentEvent.Operation;
import io.tegata.ledger.event.PaymentEvent.RefundAsked;
import io.tegata.ledger.event.PaymentRules;
import io.tegata.ledger.rest.Input;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sets the money of a refund aside before anybody is asked to pay it out. The call brings what the
 * ledger may not know yet of the payment, so that a refund never overtakes its own capture.
 */
@RestController
final class HoldsController {

    private static final Logger log = LoggerFactory.getLogger(HoldsController.class);

    private final EventIntake intake;
    private final PaymentRules rules;

    HoldsController(EventIntake intake, PaymentRules rules) {
        this.intake = intake;
        this.rules = rules;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record HoldRequest(
            @Nullable String operationId,
            @Nullable String merchantId,
            @Nullable String paymentId,
            @Nullable String acquirer,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable Instant sourceAt) {

        Operation operation() {
            return new Operation(
                    Input.id("/hold/operation_id", operationId),
                    Input.id("/hold/merchant_id", merchantId),
                    Input.id("/hold/payment_id", paymentId),
                    Input.id("/hold/acquirer", acquirer),
                    Input.money("/hold/amount", amount, "/hold/currency", currency),
                    Input.time("/hold/source_at", sourceAt));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record HoldCall(@Nullable List<@Nullable CloudEvent> events, @Nullable HoldRequest hold) {}

    record HoldAnswer(String holdId, String status) {}

    @PostMapping("/internal/v1/holds")
    @ResponseStatus(HttpStatus.CREATED)
    HoldAnswer place(@RequestBody HoldCall call) {
        List<CloudEvent.Checked> events = CloudEvent.checked("/events", call.events());
        Operation operation = Input.required("/hold", call.hold()).operation();
        var hold = rules.bookingFor(new RefundAsked(operation));
        return switch (intake.take(events, List.of(hold)).after().getFirst()) {
            case PostingResult.Posted(String holdId) -> {
                log.atInfo()
                        .addKeyValue("payment_id", operation.paymentId())
                        .addKeyValue("operation_id", operation.id())
                        .log("booked a refund's hold of {}", operation.paymentId());
                yield new HoldAnswer(holdId, "placed");
            }
            case PostingResult.Replayed(String holdId) -> new HoldAnswer(holdId, "replayed");
            case PostingResult.Refused(var code, var detail) ->
                    throw new ProblemException(
                            Problem.of(code, detail).about(operation.paymentId(), operation.id()));
        };
    }
}
