package io.tegata.ledger.export.store;

import io.tegata.ledger.export.BookedRecord;
import io.tegata.ledger.export.BookedRecords;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads the export from {@code source_records} along its primary key, page by page. */
@Component
final class StoredBookedRecords implements BookedRecords {

    /** Rows of one page: what is in memory at once. */
    static final int PAGE = 1_000;

    private static final String RECORDS =
            """
            SELECT source_id, rule, record_id, record_kind, merchant_id, payment_id, amount, currency,
                   source_at, booked_at
            FROM source_records
            WHERE source_type = 'operation' AND source_at <= :settled_at AND record_kind <> 'none'
              AND source_id >= :operation AND (source_id > :operation OR rule > :rule)
            ORDER BY source_id, rule LIMIT :most
            """;

    private final Transactions transactions;

    StoredBookedRecords(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void upTo(Instant settledAt, Consumer<BookedRecord> consumer) {
        List<BookedRecord> page = page(settledAt, "", "");
        while (!page.isEmpty()) {
            page.forEach(consumer);
            BookedRecord last = page.getLast();
            page =
                    page.size() < PAGE
                            ? List.of()
                            : page(settledAt, last.operationId(), last.rule());
        }
    }

    /** The page after this operation and rule. */
    private List<BookedRecord> page(Instant settledAt, String operation, String rule) {
        return transactions
                .sql(RECORDS)
                .param("settled_at", Transaction.time(settledAt))
                .param("operation", operation)
                .param("rule", rule)
                .param("most", PAGE)
                .query((row, _) -> bookedRecord(row))
                .list();
    }

    private static BookedRecord bookedRecord(ResultSet row) throws SQLException {
        return new BookedRecord(
                row.getString("source_id"),
                row.getString("rule"),
                row.getString("record_id"),
                row.getString("record_kind"),
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getObject("source_at", OffsetDateTime.class).toInstant(),
                row.getObject("booked_at", OffsetDateTime.class).toInstant());
    }
}
