package io.tegata.ledger.entry.store;

import io.tegata.common.money.Money;
import io.tegata.ledger.account.Balance;
import io.tegata.ledger.entry.Booking;
import io.tegata.ledger.entry.Books;
import io.tegata.ledger.entry.Facts;
import io.tegata.ledger.entry.HeldBy;
import io.tegata.ledger.entry.Rule;
import io.tegata.ledger.entry.SourceKey;
import io.tegata.ledger.entry.SourceType;
import io.tegata.ledger.entry.Tally;
import io.tegata.ledger.hold.Hold;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.stereotype.Component;

/**
 * The books in their tables. Claims go out at once as one INSERT; everything else waits for the
 * unit of work, which changes holds, then balances, each in the order of ids, and inserts with the
 * commit.
 */
@Component
final class StoredBooks implements Books {

    private static final String CLAIM_VALUES =
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP)";

    /**
     * Only the number of returned rows is used: where some of several keys are there already, the
     * emulator (1.5.28) inserts the right rows and returns others, as many.
     */
    @Override
    public int claim(Transaction tx, List<Booking> bookings) {
        var values = new ArrayList<Object>();
        bookings.forEach(booking -> addClaim(values, booking));
        String rows = String.join(", ", Collections.nCopies(bookings.size(), CLAIM_VALUES));
        String claim =
                """
                INSERT INTO source_records (source_id, source_type, rule, rule_version, facts, record_id,
                                            record_kind, merchant_id, payment_id, amount, currency,
                                            source_at, booked_at)
                VALUES %s
                ON CONFLICT (source_id, source_type, rule) DO NOTHING
                RETURNING source_id
                """
                        .formatted(rows);
        return tx.sql(claim).params(values).query(String.class).list().size();
    }

    private static void addClaim(List<Object> values, Booking booking) {
        var source = booking.source();
        var first = booking.steps().getFirst();
        values.add(source.id());
        values.add(source.type().code());
        values.add(first.rule().code());
        values.add(first.rule().version());
        values.add(source.facts().lines());
        values.add(first.recordId());
        values.add(RecordRows.kind(first));
        values.add(text(source.merchantId()));
        values.add(text(source.paymentId()));
        values.add(first.amount().minor());
        values.add(first.amount().currency().getCurrencyCode());
        values.add(time(source.sourceAt()));
    }

    /** With its type, because the driver would ask the database for the type of a bare null. */
    private static SqlParameterValue text(@Nullable String value) {
        return new SqlParameterValue(Types.VARCHAR, value);
    }

    private static SqlParameterValue time(@Nullable Instant value) {
        return new SqlParameterValue(
                Types.TIMESTAMP_WITH_TIMEZONE, value == null ? null : Transaction.time(value));
    }

    @Override
    public Map<SourceKey, Recorded> recorded(Transaction tx, Collection<SourceKey> keys) {
        var recorded = new HashMap<SourceKey, Recorded>();
        if (keys.isEmpty()) {
            return recorded;
        }
        tx.sql(
                        """
                SELECT source_id, source_type, rule, facts, record_id, record_kind FROM source_records
                WHERE source_id IN (:ids) AND facts IS NOT NULL
                """)
                .param("ids", keys.stream().map(SourceKey::id).distinct().toList())
                .query(
                        row -> {
                            recorded.put(
                                    sourceKey(row),
                                    new Recorded(
                                            row.getString("record_id"),
                                            Facts.of(row.getString("facts")),
                                            row.getString("record_kind")
                                                    .equals(RecordRows.NOTHING)));
                        });
        return recorded;
    }

    @Override
    public Map<HeldBy, Hold> holds(Transaction tx, Collection<HeldBy> names) {
        var holds = new HashMap<HeldBy, Hold>();
        if (names.isEmpty()) {
            return holds;
        }
        tx.sql(
                        """
                SELECT s.source_id, s.rule, h.hold_id, h.account_id, h.merchant_id, h.payment_id,
                       h.amount, h.currency, h.remaining
                FROM source_records s JOIN holds h ON h.hold_id = s.record_id
                WHERE s.source_id IN (:operations) AND s.source_type = :operation
                """)
                .param("operations", names.stream().map(HeldBy::operationId).distinct().toList())
                .param("operation", SourceType.OPERATION.code())
                .query(
                        row -> {
                            holds.put(
                                    new HeldBy(
                                            row.getString("source_id"),
                                            Rule.of(row.getString("rule"))),
                                    hold(row));
                        });
        return holds;
    }

    @Override
    public Map<String, Balance> balances(Transaction tx, Collection<String> accountIds) {
        var balances = new HashMap<String, Balance>();
        if (accountIds.isEmpty()) {
            return balances;
        }
        tx.sql(
                        """
                SELECT account_id, posted, held, floor_amount FROM balances
                WHERE stripe = 0 AND account_id IN (:ids)
                """)
                .param("ids", accountIds)
                .query(
                        row -> {
                            balances.put(
                                    row.getString("account_id"),
                                    new Balance(
                                            row.getLong("posted"),
                                            row.getLong("held"),
                                            row.getObject("floor_amount", Long.class)));
                        });
        return balances;
    }

    @Override
    public void write(Transaction tx, Tally decided) {
        for (Booking booking : decided.accepted()) {
            List<Row> rows = RecordRows.of(booking, decided);
            rows.forEach(tx::insert);
        }
        for (Tally.Bar bar : decided.barred()) {
            tx.insert(RecordRows.bar(bar));
            tx.update(
                    1,
                    "UPDATE source_records SET record_kind = ? WHERE source_id = ? AND source_type = ? AND rule = ?",
                    RecordRows.NOTHING,
                    bar.booking().key().id(),
                    bar.booking().key().type().code(),
                    bar.booking().key().rule().code());
        }
        decided.taken()
                .forEach(
                        (hold, amount) ->
                                tx.update(
                                        1,
                                        "UPDATE holds SET remaining = remaining - ? WHERE hold_id = ? AND remaining >= ?",
                                        amount,
                                        hold,
                                        amount));
        decided.changes()
                .forEach(
                        (account, change) -> {
                            if (!change.isNothing()) {
                                tx.update(
                                        1,
                                        """
                                        UPDATE balances SET posted = posted + ?, held = held + ?
                                        WHERE stripe = 0 AND account_id = ?
                                          AND (floor_amount IS NULL OR posted - held >= floor_amount - ?)
                                        """,
                                        change.posted(),
                                        change.held(),
                                        account,
                                        change.available());
                            }
                        });
        decided.refused()
                .forEach(
                        key ->
                                tx.update(
                                        1,
                                        "DELETE FROM source_records WHERE source_id = ? AND source_type = ? AND rule = ?",
                                        key.id(),
                                        key.type().code(),
                                        key.rule().code()));
    }

    private static SourceKey sourceKey(ResultSet row) throws SQLException {
        return new SourceKey(
                row.getString("source_id"),
                SourceType.of(row.getString("source_type")),
                Rule.of(row.getString("rule")));
    }

    /** A hold read back is checked again by the record itself. */
    private static Hold hold(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Hold(
                row.getString("hold_id"),
                row.getString("account_id"),
                row.getString("merchant_id"),
                row.getString("payment_id"),
                Money.of(row.getLong("amount"), currency),
                Money.of(row.getLong("remaining"), currency));
    }
}
