package io.tegata.payment.payment.store;

import io.tegata.common.money.Money;
import io.tegata.payment.payment.Operation;
import io.tegata.payment.payment.OperationKind;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Operations;
import io.tegata.payment.payment.Payment;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Repository;

/**
 * Operations and attempts beside their payment, the work list in buckets, the results append-only.
 */
@Repository
class StoredOperations implements Operations {

    private static final int DUE_BUCKETS = 16;
    private static final String SELECT =
            """
            SELECT o.merchant_id, o.payment_id, o.operation_id, o.kind, o.status, o.amount, o.final_capture, o.reason,
            o.attempt_id, o.key_hash, o.fence, o.tries, o.sent_from, o.due_at, o.error, o.created_at, p.currency
            FROM operations o JOIN payments p ON p.merchant_id = o.merchant_id AND p.payment_id = o.payment_id
            """;

    private final Transactions transactions;

    StoredOperations(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(Transaction tx, Payment payment, Operation operation) {
        tx.insert(
                Row.into("operations")
                        .set("merchant_id", operation.merchantId())
                        .set("payment_id", operation.paymentId())
                        .set("operation_id", operation.id())
                        .set("kind", operation.kind().code())
                        .set("status", operation.status().code())
                        .set("amount", operation.amount().minor())
                        .set("final_capture", operation.finalCapture())
                        .set("reason", operation.reason())
                        .set("attempt_id", operation.attemptId())
                        .set("key_hash", operation.keyHash())
                        .set("fence", operation.fence())
                        .set("tries", operation.tries())
                        .set("sent_from", operation.sentFrom())
                        .set("due_at", operation.dueAt())
                        .set("created_at", operation.createdAt())
                        .set("updated_at", operation.createdAt()));
        tx.insert(
                Row.into("attempts")
                        .set("merchant_id", operation.merchantId())
                        .set("payment_id", operation.paymentId())
                        .set("operation_id", operation.id())
                        .set("attempt_id", operation.attemptId())
                        .set("acquirer", payment.acquirer())
                        .set("created_at", operation.createdAt()));
        tx.insert(due(operation));
    }

    @Override
    public Map<Due, Operation> find(Transaction tx, Collection<Due> keys) {
        Set<Due> wanted = Set.copyOf(keys);
        var found = new HashMap<Due, Operation>();
        tx.sql(
                        SELECT
                                + " WHERE o.merchant_id IN (:merchants) AND o.payment_id IN (:payments) AND o.operation_id IN (:operations)")
                .param("merchants", wanted.stream().map(Due::merchantId).distinct().toList())
                .param("payments", wanted.stream().map(Due::paymentId).distinct().toList())
                .param("operations", wanted.stream().map(Due::operationId).distinct().toList())
                .query(StoredOperations::read)
                .list()
                .forEach(operation -> found.put(operation.due(), operation));
        found.keySet().retainAll(wanted);
        return found;
    }

    @Override
    public Optional<Operation> findRefund(String merchantId, String refundId) {
        return transactions
                .sql(
                        SELECT
                                + " WHERE o.operation_id = :operation AND o.merchant_id = :merchant AND o.kind = 'refund'")
                .param("operation", refundId)
                .param("merchant", merchantId)
                .query(StoredOperations::read)
                .optional();
    }

    @Override
    public void reschedule(Transaction tx, Operation before, Operation after) {
        write(tx, before, after);
        leaveWorkList(tx, before);
        tx.insert(due(after));
    }

    @Override
    public void end(Transaction tx, Payment payment, Operation before, Operation after) {
        write(tx, before, after);
        leaveWorkList(tx, before);
        tx.insert(
                Row.into("operation_results")
                        .set("operation_id", after.id())
                        .set("attempt_id", after.attemptId())
                        .set("merchant_id", after.merchantId())
                        .set("payment_id", after.paymentId())
                        .set("kind", after.kind().code())
                        .set("status", after.status().code())
                        .set("amount", after.amount().minor())
                        .set("currency", after.amount().currency().getCurrencyCode())
                        .set("acquirer", payment.acquirer())
                        .set("authorization_id", payment.authorizationId())
                        .databaseTime("source_at"));
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        return transactions
                .sql(
                        """
                        SELECT merchant_id, payment_id, operation_id FROM due_operations
                        WHERE bucket >= 0 AND bucket < :buckets AND due_at <= :now ORDER BY due_at, bucket LIMIT :limit
                        """)
                .param("buckets", DUE_BUCKETS)
                .param("now", Transaction.time(now))
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Due(
                                        row.getString("merchant_id"),
                                        row.getString("payment_id"),
                                        row.getString("operation_id")))
                .list();
    }

    private static void write(Transaction tx, Operation before, Operation after) {
        tx.update(
                1,
                """
                UPDATE operations SET status = ?, fence = ?, tries = ?, sent_from = ?, due_at = ?, error = ?, updated_at = CURRENT_TIMESTAMP
                WHERE merchant_id = ? AND payment_id = ? AND operation_id = ? AND fence = ? AND status = ?
                """,
                after.status().code(),
                after.fence(),
                after.tries(),
                after.sentFrom(),
                after.dueAt(),
                after.error(),
                after.merchantId(),
                after.paymentId(),
                after.id(),
                before.fence(),
                before.status().code());
    }

    private static void leaveWorkList(Transaction tx, Operation operation) {
        tx.update(
                1,
                "DELETE FROM due_operations WHERE bucket = ? AND due_at = ? AND operation_id = ?",
                Hashes.bucket(operation.id(), DUE_BUCKETS),
                operation.dueAt(),
                operation.id());
    }

    private static Row due(Operation operation) {
        return Row.into("due_operations")
                .set("bucket", Hashes.bucket(operation.id(), DUE_BUCKETS))
                .set("due_at", operation.dueAt())
                .set("operation_id", operation.id())
                .set("merchant_id", operation.merchantId())
                .set("payment_id", operation.paymentId());
    }

    private static Operation read(ResultSet row, int number) throws SQLException {
        return new Operation(
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getString("operation_id"),
                OperationKind.of(row.getString("kind")),
                OperationStatus.of(row.getString("status")),
                Money.of(row.getLong("amount"), row.getString("currency")),
                row.getBoolean("final_capture"),
                row.getString("reason"),
                row.getString("attempt_id"),
                row.getString("key_hash"),
                row.getLong("fence"),
                row.getLong("tries"),
                row.getObject("sent_from", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getString("error"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
