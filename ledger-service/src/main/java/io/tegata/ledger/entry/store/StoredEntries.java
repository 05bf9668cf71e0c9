package io.tegata.ledger.entry.store;

import io.tegata.common.money.Money;
import io.tegata.ledger.account.Account;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.account.Side;
import io.tegata.ledger.entry.BookedEntry;
import io.tegata.ledger.entry.BrokenEntry;
import io.tegata.ledger.entry.Entries;
import io.tegata.ledger.entry.JournalEntry;
import io.tegata.ledger.entry.Posting;
import io.tegata.ledger.entry.Rule;
import io.tegata.ledger.entry.SourceKey;
import io.tegata.ledger.entry.SourceType;
import io.tegata.storage.Snapshot;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal in the tables {@code journal_entries} and {@code postings}. */
@Component
final class StoredEntries implements Entries {

    private final Transactions transactions;

    StoredEntries(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<BookedEntry> list(Filter filter, String afterId, int limit) {
        return transactions.snapshot(
                "list-journal-entries",
                snapshot -> {
                    List<Header> headers = headers(snapshot, ids(snapshot, filter, afterId, limit));
                    Map<String, List<Line>> lines =
                            lines(snapshot, headers.stream().map(Header::entryId).toList());
                    return headers.stream()
                            .map(
                                    header ->
                                            entry(
                                                    header,
                                                    lines.getOrDefault(header.entryId, List.of())))
                            .toList();
                });
    }

    private static List<String> ids(Snapshot snapshot, Filter filter, String afterId, int limit) {
        JdbcClient.StatementSpec query =
                switch (filter) {
                    case Filter.All _ ->
                            snapshot.sql(
                                    """
                                    SELECT entry_id FROM journal_entries
                                    WHERE entry_id > :after ORDER BY entry_id LIMIT :limit
                                    """);
                    case Filter.OfPayment(String payment) ->
                            snapshot.sql(
                                            """
                                    SELECT entry_id FROM journal_entries
                                    WHERE payment_id = :payment AND entry_id > :after ORDER BY entry_id LIMIT :limit
                                    """)
                                    .param("payment", payment);
                    case Filter.OfAccount(String account) ->
                            snapshot.sql(
                                            """
                                    SELECT DISTINCT entry_id FROM postings
                                    WHERE account_id = :account AND entry_id > :after ORDER BY entry_id LIMIT :limit
                                    """)
                                    .param("account", account);
                };
        return query.param("after", afterId)
                .param("limit", (long) limit)
                .query((row, _) -> row.getString("entry_id"))
                .list();
    }

    private record Header(
            String entryId,
            SourceKey source,
            long ruleVersion,
            @Nullable String merchantId,
            @Nullable String paymentId,
            @Nullable String holdId,
            @Nullable Instant sourceAt,
            Instant effectiveAt,
            Instant bookedAt) {}

    private static List<Header> headers(Snapshot snapshot, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return snapshot.sql(
                        """
                SELECT entry_id, source_id, source_type, rule, rule_version, merchant_id, payment_id, hold_id,
                       source_at, effective_at, booked_at
                FROM journal_entries WHERE entry_id IN (:ids) ORDER BY entry_id
                """)
                .param("ids", ids)
                .query((row, _) -> header(row))
                .list();
    }

    private static Header header(ResultSet row) throws SQLException {
        OffsetDateTime sourceAt = row.getObject("source_at", OffsetDateTime.class);
        return new Header(
                row.getString("entry_id"),
                new SourceKey(
                        row.getString("source_id"),
                        SourceType.of(row.getString("source_type")),
                        Rule.of(row.getString("rule"))),
                row.getLong("rule_version"),
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getString("hold_id"),
                sourceAt == null ? null : sourceAt.toInstant(),
                row.getObject("effective_at", OffsetDateTime.class).toInstant(),
                row.getObject("booked_at", OffsetDateTime.class).toInstant());
    }

    /** A posting as it was read, not checked yet. */
    private record Line(Account account, Side side, Money amount) {}

    private static Map<String, List<Line>> lines(Snapshot snapshot, List<String> ids) {
        var lines = new HashMap<String, List<Line>>();
        if (ids.isEmpty()) {
            return lines;
        }
        snapshot.sql(
                        """
                SELECT p.entry_id, p.side, p.amount, p.currency, a.account_id, a.owner, a.account_type,
                       a.currency AS account_currency
                FROM postings p JOIN accounts a ON a.account_id = p.account_id
                WHERE p.entry_id IN (:ids) ORDER BY p.entry_id, p.posting_no
                """)
                .param("ids", ids)
                .query(
                        row -> {
                            lines.computeIfAbsent(row.getString("entry_id"), _ -> new ArrayList<>())
                                    .add(line(row));
                        });
        return lines;
    }

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                new Account(
                        row.getString("account_id"),
                        new AccountKey(
                                row.getString("owner"),
                                AccountType.of(row.getString("account_type")).orElseThrow(),
                                Currency.getInstance(row.getString("account_currency")))),
                Side.of(row.getString("side")),
                Money.of(row.getLong("amount"), row.getString("currency")));
    }

    private static BookedEntry entry(Header header, List<Line> lines) {
        var accounts = new HashMap<AccountKey, Account>();
        lines.forEach(line -> accounts.put(line.account.key(), line.account));
        try {
            List<Posting> postings =
                    lines.stream()
                            .map(line -> new Posting(line.account.key(), line.side, line.amount))
                            .toList();
            return new BookedEntry(
                    new JournalEntry(header.entryId, postings),
                    accounts,
                    header.source,
                    header.ruleVersion,
                    header.merchantId,
                    header.paymentId,
                    header.holdId,
                    header.sourceAt,
                    header.effectiveAt,
                    header.bookedAt);
        } catch (IllegalArgumentException broken) {
            throw new BrokenEntry(header.entryId, broken);
        }
    }
}
