package io.tegata.reconciler.neighbour;

import io.tegata.reconciler.matching.LedgerRecord;
import io.tegata.reconciler.matching.LedgerRule;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** What the reconciler asks of ledger-service and has it book. Safe for use by many threads. */
public final class LedgerService {

    /** A settlement line to book; gross and fee in minor units, the last three null for unknown. */
    public record Line(
            String fileHash,
            long lineNo,
            String acquirer,
            String kind,
            long gross,
            long fee,
            String currency,
            String valueDate,
            @Nullable String operationId,
            @Nullable String merchantId,
            @Nullable String paymentId) {

        /** The same line, if the ledger has it in suspense: it is taken out of there. */
        public Line fromSuspense() {
            return new Line(
                    fileHash,
                    lineNo,
                    acquirer,
                    kind + "_from_suspense",
                    gross,
                    fee,
                    currency,
                    valueDate,
                    operationId,
                    merchantId,
                    paymentId);
        }
    }

    private record Lines(List<Line> lines) {}

    /** What the ledger made of a line; code and detail say why when it refused. */
    public record Booked(
            long lineNo, String status, @Nullable String code, @Nullable String detail) {

        public boolean isRefused() {
            return switch (String.valueOf(status)) {
                case "posted", "replayed" -> false;
                case "refused" -> true;
                default ->
                        throw new BrokenNeighbour(
                                "ledger-service answered line " + lineNo + " with " + status);
            };
        }

        /** Whether the line was booked before, and differently. */
        public boolean isConflict() {
            return isRefused() && "posting_key_conflict".equals(code);
        }
    }

    private record BookedLines(@Nullable List<Booked> results) {}

    private final Neighbour service;

    public LedgerService(RestClient calls, RestClient exports) {
        this.service = new Neighbour("ledger-service", calls, exports);
    }

    /**
     * Books at most 256 lines, each once however often it is sent; an answer for each, in their
     * order. What is refused fails alone.
     */
    public List<Booked> post(List<Line> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<Booked> results =
                service.post("/internal/v1/settlement_lines", new Lines(lines), BookedLines.class)
                        .results();
        if (results == null
                || !results.stream()
                        .map(Booked::lineNo)
                        .toList()
                        .equals(lines.stream().map(Line::lineNo).toList())) {
            throw new BrokenNeighbour("ledger-service answered for other lines than it was sent");
        }
        return results;
    }

    /** Hands out what was booked for operations until the cut, while it arrives. */
    public <T> T records(Instant settledAt, Function<Iterator<LedgerRecord>, T> reader) {
        return service.export(
                "/internal/v1/exports/records?settled_at={settledAt}",
                settledAt,
                body ->
                        reader.apply(
                                new ExportRows<>(
                                        "the export of ledger records",
                                        service.json(),
                                        body,
                                        LedgerService::record)));
    }

    private static LedgerRecord record(JsonNode row) {
        return new LedgerRecord(
                Members.text(row, "operation_id"),
                LedgerRule.of(Members.text(row, "rule")),
                Members.text(row, "record_id"),
                Members.text(row, "kind"),
                Members.textOrNull(row, "payment_id"),
                Members.amount(row),
                Members.text(row, "currency"),
                Members.time(row, "source_at"));
    }
}
