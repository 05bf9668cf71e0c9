package io.tegata.reconciler.neighbour;

import io.tegata.reconciler.matching.PaymentOperation;
import io.tegata.reconciler.matching.PaymentOperation.Kind;
import io.tegata.reconciler.matching.PaymentOperation.Status;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** What the reconciler asks of payment-service and tells it. Safe for use by many threads. */
public final class PaymentService {

    /** The database time there, and how far the ledger is behind: null when it has everything. */
    public record Cut(Instant databaseTime, @Nullable Instant undeliveredSince) {}

    /** The order of an export. */
    public enum Order {
        OPERATION,
        ATTEMPT
    }

    /** A settled line; the amount in minor units. */
    public record Settlement(
            long lineNo, String attemptId, String kind, long amount, String currency) {}

    /** What payment-service says of a line. */
    public enum Answer {
        /** A succeeded operation has it, now or before. */
        SETTLED,
        /** Its operation has not ended. */
        PENDING,
        /** No operation that succeeded has it. */
        UNKNOWN
    }

    /** What payment-service knows of a line; the ids are null when it is unknown. */
    public record Settled(
            long lineNo,
            String status,
            @Nullable String operationId,
            @Nullable String paymentId,
            @Nullable String merchantId) {

        public Answer answer() {
            return switch (String.valueOf(status)) {
                case "settled", "replayed" -> {
                    if (operationId == null || paymentId == null || merchantId == null) {
                        throw new BrokenNeighbour(
                                "payment-service settled line " + lineNo + " without its ids");
                    }
                    yield Answer.SETTLED;
                }
                case "pending" -> Answer.PENDING;
                case "unknown" -> Answer.UNKNOWN;
                default ->
                        throw new BrokenNeighbour(
                                "payment-service answered line " + lineNo + " with " + status);
            };
        }
    }

    private record SettlementBatch(String acquirer, String fileHash, List<Settlement> lines) {}

    private record SettledBatch(@Nullable List<Settled> results) {}

    private final Neighbour service;

    public PaymentService(RestClient calls, RestClient exports) {
        this.service = new Neighbour("payment-service", calls, exports);
    }

    public Cut cut() {
        return service.get("/internal/v1/exports/cut", Cut.class);
    }

    /** At most 256 lines; an answer for each, in their order. */
    public List<Settled> settle(String acquirer, String fileHash, List<Settlement> lines) {
        List<Settled> results =
                service.post(
                                "/internal/v1/settlements",
                                new SettlementBatch(acquirer, fileHash, lines),
                                SettledBatch.class)
                        .results();
        if (results == null
                || !results.stream()
                        .map(Settled::lineNo)
                        .toList()
                        .equals(lines.stream().map(Settlement::lineNo).toList())) {
            throw new BrokenNeighbour("payment-service answered for other lines than it was sent");
        }
        return results;
    }

    /** Hands out the operations that were finished until the cut, while they arrive. */
    public <T> T operations(
            Instant settledAt, Order order, Function<Iterator<PaymentOperation>, T> reader) {
        String path =
                "/internal/v1/exports/operations?settled_at={settledAt}&order="
                        + order.name().toLowerCase(Locale.ROOT);
        return service.export(
                path,
                settledAt,
                body ->
                        reader.apply(
                                new ExportRows<>(
                                        "the export of operations",
                                        service.json(),
                                        body,
                                        PaymentService::operation)));
    }

    private static PaymentOperation operation(JsonNode row) {
        return new PaymentOperation(
                Members.text(row, "operation_id"),
                Members.textOrNull(row, "attempt_id"),
                Members.text(row, "payment_id"),
                Members.text(row, "merchant_id"),
                Kind.valueOf(Members.text(row, "kind").toUpperCase(Locale.ROOT)),
                Status.valueOf(Members.text(row, "status").toUpperCase(Locale.ROOT)),
                Members.amount(row),
                Members.text(row, "currency"),
                Members.textOrNull(row, "acquirer"),
                Members.time(row, "source_at"));
    }
}
