package io.tegata.payment.acquirer.cardsimulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** The card simulator's wire types; they name their own form and take nothing from ours. */
final class CardSimulatorMessages {

    @JsonNaming(SnakeCaseStrategy.class)
    record ChargeRequest(
            String reference,
            String orderReference,
            long amount,
            String currency,
            String cardToken,
            boolean capture) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record CaptureRequest(String reference, long amount, @JsonProperty("final") boolean last) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record CancelRequest(String reference) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record RefundRequest(String reference, long amount) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            @Nullable String status,
            @Nullable String declineCode,
            @Nullable Long amount,
            @Nullable String currency) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(@Nullable String error) {}

    private CardSimulatorMessages() {}
}
