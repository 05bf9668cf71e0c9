package io.tegata.payment.ledger;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's wire types, as docs/contracts.md has them. */
final class LedgerMessages {

    /** CloudEvents 1.0, structured mode; extension attributes have no underscores. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CloudEvent(
            String specversion,
            String id,
            String source,
            String type,
            String subject,
            String time,
            String datacontenttype,
            String merchantid,
            long aggregateversion,
            @Nullable String traceparent,
            @JsonProperty("data") @JsonRawValue String body) {}

    record Hold(
            String operationId,
            String merchantId,
            String paymentId,
            String acquirer,
            long amount,
            String currency,
            String sourceAt) {}

    record HoldRequest(List<CloudEvent> events, Hold hold) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record EventResult(String id, String status, @Nullable String code, @Nullable String detail) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record EventResults(List<EventResult> results) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Refusal(@Nullable String code) {}

    private LedgerMessages() {}
}
