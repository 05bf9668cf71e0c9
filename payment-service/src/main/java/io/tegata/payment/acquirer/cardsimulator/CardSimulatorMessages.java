package io.tegata.payment.acquirer.cardsimulator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The card simulator's wire types. */
final class CardSimulatorMessages {

    record ChargeRequest(
            String reference,
            String orderReference,
            long amount,
            String currency,
            String cardToken,
            boolean capture) {}

    record CaptureRequest(String reference, long amount, @JsonProperty("final") boolean last) {}

    record CancelRequest(String reference) {}

    record RefundRequest(String reference, long amount) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            String reference,
            String status,
            @Nullable String declineCode,
            long amount,
            String currency) {}

    private CardSimulatorMessages() {}
}
