package io.tegata.payment.export;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.common.service.Export;
import io.tegata.payment.outbox.StoredOutbox;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * How operations ended, streamed to the reconciler from the append-only results: the same T reads
 * the same rows.
 */
@RestController
class ExportController {

    private static final String SELECT =
            """
            SELECT operation_id, attempt_id, payment_id, merchant_id, kind, status, amount, currency, acquirer,
            authorization_id, source_at FROM operation_results WHERE source_at <= :settled_at""";

    private static final Instant FIRST_TIME = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** By which id the rows are sorted. */
    private enum Order {
        OPERATION("operation_id"),
        ATTEMPT("attempt_id");

        private final String column;

        Order(String column) {
            this.column = column;
        }
    }

    record Cut(Instant databaseTime, @Nullable Instant undeliveredSince) {}

    private record Ended(
            String operationId,
            String attemptId,
            String paymentId,
            String merchantId,
            String kind,
            String status,
            long amount,
            String currency,
            String acquirer,
            @Nullable String authorizationId,
            Instant sourceAt) {}

    private final Transactions transactions;
    private final StoredOutbox outbox;
    private final JsonMapper json;

    ExportController(Transactions transactions, StoredOutbox outbox, JsonMapper json) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.json = json;
    }

    @GetMapping("/internal/v1/exports/cut")
    Cut cut() {
        return new Cut(transactions.databaseTime(), outbox.undeliveredSince().orElse(null));
    }

    @GetMapping("/internal/v1/exports/operations")
    void operations(
            @RequestParam("settled_at") String settledAt,
            @RequestParam String order,
            HttpServletResponse response)
            throws IOException {
        Instant until = instant(settledAt);
        Order by =
                switch (order) {
                    case "operation" -> Order.OPERATION;
                    case "attempt" -> Order.ATTEMPT;
                    default ->
                            throw new ProblemException(
                                    CommonError.INVALID_FIELD, "order is operation or attempt");
                };
        response.setContentType(Export.MEDIA_TYPE);
        Export.write(response.getOutputStream(), json, rows -> stream(until, by, rows));
    }

    /** Rows up to T never change, so that a later export of the same T has the same lines. */
    private void stream(Instant until, Order order, Consumer<Object> rows) {
        transactions.read(
                "export-operations",
                snapshot ->
                        snapshot.stream(
                                SELECT + " ORDER BY " + order.column,
                                Map.of("settled_at", Transaction.time(until)),
                                ExportController::read,
                                rows));
    }

    private static Instant instant(String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
                throw new ProblemException(
                        CommonError.INVALID_FIELD, "settled_at is a time of this age");
            }
            return time;
        } catch (DateTimeException malformed) {
            throw new ProblemException(
                    CommonError.INVALID_FIELD, "settled_at is an RFC 3339 time in UTC");
        }
    }

    private static Ended read(ResultSet row, int number) throws SQLException {
        return new Ended(
                row.getString("operation_id"),
                row.getString("attempt_id"),
                row.getString("payment_id"),
                row.getString("merchant_id"),
                row.getString("kind"),
                row.getString("status"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("acquirer"),
                row.getString("authorization_id"),
                row.getObject("source_at", OffsetDateTime.class).toInstant());
    }
}
