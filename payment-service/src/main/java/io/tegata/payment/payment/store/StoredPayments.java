package io.tegata.payment.payment.store;

import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.Payments;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Payments as rows that lead with their merchant, and the merchants' live references. */
@Repository
class StoredPayments implements Payments {

    /** One huge merchant's list index has 16 tails instead of one. */
    private static final int LIST_BUCKETS = 16;

    private static final String SELECT = "SELECT " + PaymentRow.COLUMNS + " FROM payments";

    private final Transactions transactions;
    private final PaymentRow rows;

    StoredPayments(Transactions transactions, JsonMapper json) {
        this.transactions = transactions;
        this.rows = new PaymentRow(json);
    }

    @Override
    public Map<String, String> claimReferences(Transaction tx, Collection<Payment> payments) {
        var firsts = new LinkedHashMap<String, Payment>();
        payments.forEach(payment -> firsts.putIfAbsent(referenceHash(payment), payment));
        var values = new StringJoiner(", ");
        firsts.forEach((_, _) -> values.add("(?, ?, ?)"));
        var parameters = new ArrayList<String>();
        firsts.forEach(
                (hash, payment) -> {
                    parameters.add(hash);
                    parameters.add(payment.merchantId());
                    parameters.add(payment.id());
                });
        int claimed =
                tx.sql(
                                "INSERT INTO merchant_references (reference_hash, merchant_id, payment_id) VALUES "
                                        + values
                                        + " ON CONFLICT (reference_hash) DO NOTHING")
                        .params(parameters)
                        .update();
        return claimed == payments.size() ? Map.of() : refused(tx, payments);
    }

    /** Whose reference is another payment's. */
    private static Map<String, String> refused(Transaction tx, Collection<Payment> payments) {
        var holders = new HashMap<String, String>();
        tx.sql(
                        "SELECT reference_hash, payment_id FROM merchant_references WHERE reference_hash IN (:hashes)")
                .param(
                        "hashes",
                        payments.stream().map(StoredPayments::referenceHash).distinct().toList())
                .query(
                        row -> {
                            holders.put(
                                    row.getString("reference_hash"), row.getString("payment_id"));
                        });
        var refused = new HashMap<String, String>();
        for (Payment payment : payments) {
            String holder = Objects.requireNonNull(holders.get(referenceHash(payment)));
            if (!holder.equals(payment.id())) {
                refused.put(payment.id(), holder);
            }
        }
        return refused;
    }

    @Override
    public void freeReference(Transaction tx, Payment payment) {
        tx.update(
                1,
                "DELETE FROM merchant_references WHERE reference_hash = ? AND payment_id = ?",
                referenceHash(payment),
                payment.id());
    }

    /** One statement for all merchants: what it finds besides the wanted pairs is left out. */
    @Override
    public Map<Key, Payment> find(Transaction tx, Collection<Key> keys) {
        Set<Key> wanted = Set.copyOf(keys);
        var found = new HashMap<Key, Payment>();
        tx.sql(SELECT + " WHERE merchant_id IN (:merchants) AND payment_id IN (:payments)")
                .param("merchants", wanted.stream().map(Key::merchantId).distinct().toList())
                .param("payments", wanted.stream().map(Key::paymentId).distinct().toList())
                .query(rows)
                .list()
                .forEach(
                        payment -> found.put(new Key(payment.merchantId(), payment.id()), payment));
        found.keySet().retainAll(wanted);
        return found;
    }

    @Override
    public Optional<Payment> find(Key key) {
        return transactions
                .sql(SELECT + " WHERE merchant_id = :merchant AND payment_id = :payment")
                .param("merchant", key.merchantId())
                .param("payment", key.paymentId())
                .query(rows)
                .optional();
    }

    /** Each bucket gives its newest few by the index; the newest of those are the page. */
    @Override
    public List<Payment> list(Filter filter) {
        var where = new StringBuilder("WHERE merchant_id = :merchant");
        if (filter.merchantReference() != null) {
            where.append(" AND merchant_reference = :reference");
        } else {
            where.append(" AND list_bucket = %d");
        }
        if (filter.status() != null) {
            where.append(" AND status = :status");
        }
        if (filter.createdAfter() != null) {
            where.append(" AND created_at >= :created_after");
        }
        if (filter.createdBefore() != null) {
            where.append(" AND created_at < :created_before");
        }
        if (filter.after() != null) {
            where.append(
                    " AND (created_at < :cursor_at OR (created_at = :cursor_at AND payment_id < :cursor))");
        }
        String newest = " ORDER BY created_at DESC, payment_id DESC LIMIT :limit";
        String part = SELECT + " " + where + newest;
        String sql =
                filter.merchantReference() != null
                        ? part
                        : IntStream.range(0, LIST_BUCKETS)
                                        .mapToObj(bucket -> "(" + part.formatted(bucket) + ")")
                                        .collect(
                                                Collectors.joining(
                                                        " UNION ALL ",
                                                        "SELECT " + PaymentRow.COLUMNS + " FROM (",
                                                        ") AS page"))
                                + newest;
        return parameters(transactions.sql(sql), filter).query(rows).list();
    }

    private static JdbcClient.StatementSpec parameters(
            JdbcClient.StatementSpec statement, Filter filter) {
        var spec = statement.param("merchant", filter.merchantId()).param("limit", filter.limit());
        if (filter.merchantReference() != null) {
            spec = spec.param("reference", filter.merchantReference());
        }
        if (filter.status() != null) {
            spec = spec.param("status", filter.status().code());
        }
        if (filter.createdAfter() != null) {
            spec = spec.param("created_after", Transaction.time(filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            spec = spec.param("created_before", Transaction.time(filter.createdBefore()));
        }
        if (filter.after() != null) {
            spec =
                    spec.param("cursor_at", Transaction.time(filter.after().createdAt()))
                            .param("cursor", filter.after().id());
        }
        return spec;
    }

    @Override
    public void insert(Transaction tx, Payment payment) {
        Row row = rows.row(payment);
        tx.insert(row.set("list_bucket", Hashes.bucket(payment.id(), LIST_BUCKETS)));
    }

    @Override
    public void update(Transaction tx, Payment before, Payment after) {
        rows.update(tx, before, after);
    }

    private static String referenceHash(Payment payment) {
        return Hashes.sha256(payment.merchantId() + "\n" + payment.merchantReference());
    }
}
