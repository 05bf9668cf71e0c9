package io.tegata.payment.outbox;

import io.tegata.common.id.Ids;
import io.tegata.payment.payment.CaptureMethod;
import io.tegata.payment.payment.Operation;
import io.tegata.payment.payment.Outbox;
import io.tegata.payment.payment.Payment;
import io.tegata.storage.Row;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as rows in 64 buckets, by the hash of their merchant: ordered for each payment, without
 * one hot tail.
 */
public final class StoredOutbox implements Outbox {

    private static final int BUCKETS = 64;

    private static final String SELECT =
            """
            SELECT bucket, source_at, event_id, type, merchant_id, subject, aggregate_version, traceparent, payload
            FROM outbox
            """;

    /** The data of every event that payment-service sends. */
    private record EventBody(
            String merchantId,
            String paymentId,
            String operationId,
            String acquirer,
            long amount,
            String currency,
            @Nullable String authorizationId,
            long releasedAmount,
            String status,
            @Nullable String error) {}

    private final Transactions transactions;
    private final JsonMapper json;
    private final Ids ids;
    private final Runnable wakeRelay;

    public StoredOutbox(Transactions transactions, JsonMapper json, Ids ids, Runnable wakeRelay) {
        this.transactions = transactions;
        this.json = json;
        this.ids = ids;
        this.wakeRelay = wakeRelay;
    }

    @Override
    public void append(Transaction tx, Event event) {
        Payment payment = event.payment();
        Operation operation = event.operation();
        boolean followsAuthorization =
                !operation.id().equals(payment.authorizationId())
                        && payment.captureMethod() == CaptureMethod.MANUAL;
        var body =
                new EventBody(
                        payment.merchantId(),
                        payment.id(),
                        operation.id(),
                        payment.acquirer(),
                        operation.amount().minor(),
                        payment.currency().getCurrencyCode(),
                        followsAuthorization ? payment.authorizationId() : null,
                        event.releasedAmount(),
                        operation.status().code(),
                        operation.error());
        tx.insert(
                Row.into("outbox")
                        .set("bucket", bucket(payment.merchantId()))
                        .databaseTime("source_at")
                        .set("event_id", ids.next("evt"))
                        .set("type", event.type())
                        .set("merchant_id", payment.merchantId())
                        .set("subject", payment.id())
                        .set("aggregate_version", payment.version())
                        .set("traceparent", event.traceparent())
                        .json("payload", json.writeValueAsString(body)));
    }

    @Override
    public void hint() {
        wakeRelay.run();
    }

    /** The buckets that have something to deliver. */
    List<Long> waitingBuckets() {
        return transactions
                .sql("SELECT DISTINCT bucket FROM outbox ORDER BY bucket")
                .query((row, _) -> row.getLong("bucket"))
                .list();
    }

    /** The oldest events of a bucket, at most {@code limit}. */
    List<OutboxRow> head(long bucket, int limit) {
        return transactions
                .sql(SELECT + " WHERE bucket = :bucket ORDER BY source_at, event_id LIMIT :limit")
                .param("bucket", bucket)
                .param("limit", limit)
                .query(StoredOutbox::read)
                .list();
    }

    /**
     * What the ledger has perhaps not heard of this payment yet, in order; at most {@code limit}.
     */
    public List<OutboxRow> undelivered(Payment payment, int limit) {
        return transactions
                .sql(
                        SELECT
                                + " WHERE bucket = :bucket AND subject = :payment ORDER BY aggregate_version LIMIT :limit")
                .param("bucket", bucket(payment.merchantId()))
                .param("payment", payment.id())
                .param("limit", limit)
                .query(StoredOutbox::read)
                .list();
    }

    void delete(List<OutboxRow> delivered) {
        if (delivered.isEmpty()) {
            return;
        }
        transactions.write(
                "delete-delivered",
                tx ->
                        delivered.forEach(
                                row ->
                                        tx.update(
                                                1,
                                                "DELETE FROM outbox WHERE bucket = ? AND source_at = ? AND event_id = ?",
                                                row.bucket(),
                                                row.sourceAt(),
                                                row.eventId())));
    }

    /** When the oldest event that waits happened, in database time. */
    public Optional<Instant> undeliveredSince() {
        return transactions
                .sql("SELECT source_at FROM outbox ORDER BY source_at LIMIT 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** The clock by which {@code source_at} is told. */
    public Instant databaseTime() {
        return transactions.databaseTime();
    }

    private static long bucket(String merchantId) {
        var hash = new CRC32C();
        hash.update(merchantId.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % BUCKETS;
    }

    private static OutboxRow read(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getLong("bucket"),
                row.getObject("source_at", OffsetDateTime.class).toInstant(),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("merchant_id"),
                row.getString("subject"),
                row.getLong("aggregate_version"),
                row.getString("traceparent"),
                row.getString("payload"));
    }
}
