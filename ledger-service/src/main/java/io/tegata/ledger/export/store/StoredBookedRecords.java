package io.tegata.ledger.export.store;

import io.tegata.ledger.export.BookedRecord;
import io.tegata.ledger.export.BookedRecords;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads the export from {@code source_records} along its primary key, as of one instant. */
@Component
final class StoredBookedRecords implements BookedRecords {

    private static final String RECORDS =
            """
            SELECT source_id, rule, record_id, record_kind, merchant_id, payment_id, amount, currency,
                   source_at, booked_at
            FROM source_records
            WHERE source_type = 'operation' AND source_at <= :settled_at AND record_kind <> 'none'
            ORDER BY source_id, rule
            """;

    private final Transactions transactions;

    StoredBookedRecords(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void upTo(Instant settledAt, Consumer<BookedRecord> consumer) {
        transactions.read(
                "export-records",
                snapshot ->
                        snapshot.stream(
                                RECORDS,
                                Map.of("settled_at", Transaction.time(settledAt)),
                                (row, _) -> bookedRecord(row),
                                consumer));
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
