package io.tegata.ledger.account.store;

import io.tegata.common.id.Ids;
import io.tegata.ledger.account.Account;
import io.tegata.ledger.account.AccountBalance;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.account.Balance;
import io.tegata.ledger.account.Floors;
import io.tegata.ledger.account.TrialBalance;
import io.tegata.ledger.account.TrialBalance.TypeTotal;
import io.tegata.storage.Row;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Accounts in the tables {@code accounts} and {@code balances}. Accounts never change, so the ids
 * of those in use are remembered.
 */
@Component
final class StoredAccounts implements Accounts {

    /** When so many are remembered, remembering starts anew. */
    private static final int MAX_KNOWN = 100_000;

    private static final long ONLY_STRIPE = 0;

    private final Transactions transactions;
    private final Floors floors;
    private final Ids ids;
    private final Map<AccountKey, Account> known = new ConcurrentHashMap<>();

    StoredAccounts(Transactions transactions, Floors floors, Ids ids) {
        this.transactions = transactions;
        this.floors = floors;
        this.ids = ids;
    }

    @Override
    public Map<AccountKey, Account> opened(Set<AccountKey> keys) {
        var accounts = new HashMap<AccountKey, Account>();
        for (AccountKey key : keys) {
            Account account = known.get(key);
            if (account != null) {
                accounts.put(key, account);
            }
        }
        if (accounts.size() < keys.size()) {
            accounts.putAll(find(without(keys, accounts)));
        }
        if (accounts.size() < keys.size()) {
            accounts.putAll(open(without(keys, accounts)));
        }
        remember(accounts);
        return accounts;
    }

    private void remember(Map<AccountKey, Account> accounts) {
        if (known.size() + accounts.size() > MAX_KNOWN) {
            known.clear();
        }
        known.putAll(accounts);
    }

    private static Set<AccountKey> without(
            Set<AccountKey> keys, Map<AccountKey, Account> accounts) {
        var missing = new HashSet<>(keys);
        missing.removeAll(accounts.keySet());
        return missing;
    }

    private Map<AccountKey, Account> find(Set<AccountKey> keys) {
        Set<String> owners = keys.stream().map(AccountKey::owner).collect(Collectors.toSet());
        var found = new HashMap<AccountKey, Account>();
        transactions
                .sql(
                        "SELECT account_id, owner, account_type, currency FROM accounts WHERE owner IN (:owners)")
                .param("owners", owners)
                .query(
                        row -> {
                            Account account = account(row);
                            if (keys.contains(account.key())) {
                                found.put(account.key(), account);
                            }
                        });
        return found;
    }

    /** All of them together; one by one where somebody else was faster with one of them. */
    private Map<AccountKey, Account> open(Set<AccountKey> missing) {
        try {
            return openNow(missing);
        } catch (StaleWrite _) {
            missing.forEach(this::openUnlessThere);
            Map<AccountKey, Account> found = find(missing);
            if (found.size() < missing.size()) {
                throw new IllegalStateException(
                        "accounts are not there after opening them: " + without(missing, found));
            }
            return found;
        }
    }

    private void openUnlessThere(AccountKey key) {
        try {
            var _ = openNow(Set.of(key));
        } catch (StaleWrite _) {
            // Another writer opened it first, which is as good: the caller finds that one.
        }
    }

    private Map<AccountKey, Account> openNow(Set<AccountKey> keys) {
        Map<AccountKey, Account> accounts =
                keys.stream()
                        .map(key -> new Account(ids.next("acc"), key))
                        .collect(Collectors.toMap(Account::key, account -> account));
        transactions.write(
                "open-accounts",
                tx ->
                        accounts.values()
                                .forEach(
                                        account -> {
                                            tx.insert(accountRow(account));
                                            tx.insert(balanceRow(account));
                                        }));
        return accounts;
    }

    private static Row accountRow(Account account) {
        return Row.into("accounts")
                .set("account_id", account.id())
                .set("owner", account.key().owner())
                .set("account_type", account.key().type().code())
                .set("currency", account.key().currency().getCurrencyCode())
                .databaseTime("opened_at");
    }

    private Row balanceRow(Account account) {
        return Row.into("balances")
                .set("stripe", ONLY_STRIPE)
                .set("account_id", account.id())
                .set("posted", 0L)
                .set("held", 0L)
                .set("floor_amount", floors.floorOf(account.key().type()));
    }

    @Override
    public List<AccountBalance> list(Filter filter, String afterId, int limit) {
        var where = new StringBuilder("a.account_id > :after");
        var values = new HashMap<String, Object>(Map.of("after", afterId, "limit", (long) limit));
        narrow(where, values, "owner", filter.owner());
        narrow(where, values, "account_type", filter.type() == null ? null : filter.type().code());
        narrow(where, values, "currency", filter.currency());
        return transactions
                .sql(
                        "SELECT a.account_id, a.owner, a.account_type, a.currency, b.posted, b.held, b.floor_amount"
                                + " FROM accounts a JOIN balances b ON b.account_id = a.account_id WHERE "
                                + where
                                + " AND b.stripe = 0 ORDER BY a.account_id LIMIT :limit")
                .params(values)
                .query((row, _) -> new AccountBalance(account(row), balance(row)))
                .list();
    }

    private static void narrow(
            StringBuilder where,
            Map<String, Object> values,
            String column,
            @Nullable String value) {
        if (value != null) {
            where.append(" AND a.").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    @Override
    public TrialBalance trialBalance() {
        return transactions.snapshot(
                "trial-balance",
                snapshot -> {
                    List<TypeTotal> totals =
                            snapshot.sql(
                                            """
                                    SELECT a.currency, a.account_type, sum(b.posted) AS posted, sum(b.held) AS held,
                                           count(*) AS accounts
                                    FROM accounts a JOIN balances b ON b.account_id = a.account_id
                                    GROUP BY a.currency, a.account_type
                                    ORDER BY a.currency, a.account_type
                                    """)
                                    .query((row, _) -> total(row))
                                    .list();
                    return TrialBalance.of(snapshot.at(), totals);
                });
    }

    private static TypeTotal total(ResultSet row) throws SQLException {
        return new TypeTotal(
                type(row),
                Currency.getInstance(row.getString("currency")),
                row.getBigDecimal("posted").toBigIntegerExact(),
                row.getBigDecimal("held").toBigIntegerExact(),
                row.getLong("accounts"));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("account_id"),
                new AccountKey(
                        row.getString("owner"),
                        type(row),
                        Currency.getInstance(row.getString("currency"))));
    }

    private static AccountType type(ResultSet row) throws SQLException {
        return AccountType.of(row.getString("account_type")).orElseThrow();
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                row.getLong("posted"),
                row.getLong("held"),
                row.getObject("floor_amount", Long.class));
    }
}
