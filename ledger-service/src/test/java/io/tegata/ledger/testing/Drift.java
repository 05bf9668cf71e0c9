package io.tegata.ledger.testing;

import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.account.Side;
import io.tegata.storage.Snapshot;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole books as of one instant, added up here and not in SQL: the emulator joins by trying all
 * pairs of rows.
 */
final class Drift {

    private record Held(long posted, long held) {}

    private final Map<String, Held> balances = new HashMap<>();
    private final Map<String, Long> posted = new HashMap<>();
    private final Map<String, Long> remaining = new HashMap<>();
    private final Map<String, Long> moved = new HashMap<>();
    private final Set<String> records = new HashSet<>();
    private final List<String> named = new ArrayList<>();

    private Drift() {}

    static Drift of(Transactions transactions) {
        return transactions.snapshot("add-up-the-books", Drift::read);
    }

    private static Drift read(Snapshot snapshot) {
        var drift = new Drift();
        Map<String, Side> sides = new HashMap<>();
        Map<String, String> accountOfHold = new HashMap<>();
        each(
                snapshot,
                "SELECT account_id, account_type FROM accounts",
                row -> sides.put(row.getString(1), normalSide(row.getString(2))));
        each(
                snapshot,
                "SELECT account_id, posted, held FROM balances",
                row ->
                        drift.balances.put(
                                row.getString(1), new Held(row.getLong(2), row.getLong(3))));
        each(
                snapshot,
                "SELECT account_id, side, amount, entry_id FROM postings",
                row -> {
                    boolean adds = sides.get(row.getString(1)) == Side.of(row.getString(2));
                    add(drift.posted, row.getString(1), adds ? row.getLong(3) : -row.getLong(3));
                    drift.records.add(row.getString(4));
                });
        each(
                snapshot,
                "SELECT hold_id, account_id, remaining FROM holds",
                row -> {
                    accountOfHold.put(row.getString(1), row.getString(2));
                    add(drift.remaining, row.getString(2), row.getLong(3));
                });
        each(
                snapshot,
                "SELECT hold_id, kind, amount, movement_id FROM hold_movements",
                row -> {
                    boolean adds = row.getString(2).equals("placed");
                    add(
                            drift.moved,
                            accountOfHold.getOrDefault(row.getString(1), "no account"),
                            adds ? row.getLong(3) : -row.getLong(3));
                    drift.records.add(row.getString(4));
                });
        each(
                snapshot,
                "SELECT record_id FROM source_records WHERE record_kind <> 'none'",
                row -> drift.named.add(row.getString(1)));
        return drift;
    }

    /** How many balances differ from what their postings, holds and movements say. */
    long accounts() {
        var accounts = new HashSet<>(balances.keySet());
        accounts.addAll(posted.keySet());
        accounts.addAll(moved.keySet());
        return accounts.stream().filter(this::drifts).count();
    }

    private boolean drifts(String account) {
        Held balance = balances.get(account);
        return balance == null
                || balance.posted != posted.getOrDefault(account, 0L)
                || balance.held != remaining.getOrDefault(account, 0L)
                || balance.held != moved.getOrDefault(account, 0L);
    }

    /** How many source records name an entry or a movement that is not there. */
    long recordsOfNothing() {
        return named.stream().filter(record -> !records.contains(record)).count();
    }

    private static Side normalSide(String type) {
        return AccountType.of(type).orElseThrow().normalSide();
    }

    private static void add(Map<String, Long> sums, String account, long amount) {
        sums.merge(account, amount, Math::addExact);
    }

    @FunctionalInterface
    private interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Snapshot snapshot, String sql, Reading reading) {
        snapshot.stream(
                sql,
                Map.of(),
                (row, _) -> {
                    reading.read(row);
                    return row;
                },
                _ -> {});
    }
}
