package io.tegata.payment.payment.store;

import io.tegata.payment.payment.Claim;
import io.tegata.payment.payment.IdempotencyKeys;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.payment.RequestIds;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys by the hash of merchant and key, answers as the bytes that were sent. */
@Repository
class StoredKeys implements IdempotencyKeys {

    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};
    private static final String SELECT =
            """
            SELECT key_hash, merchant_id, fingerprint, fields, payment_id, operation_id, http_status, body, created_at,
            expires_at FROM idempotency_keys
            """;

    private final JsonMapper json;
    private final Transactions transactions;

    StoredKeys(JsonMapper json, Transactions transactions) {
        this.json = json;
        this.transactions = transactions;
    }

    @Override
    public int claim(Transaction tx, List<Wanted> wanted, Instant now) {
        var values = new StringJoiner(", ");
        wanted.forEach(_ -> values.add("(?, ?, ?, CAST(? AS jsonb), 'running', ?, ?, ?)"));
        JdbcClient.StatementSpec statement =
                tx.sql(
                        "INSERT INTO idempotency_keys (key_hash, merchant_id, fingerprint, fields, state, payment_id, operation_id, created_at) VALUES "
                                + values
                                + " ON CONFLICT (key_hash) DO NOTHING");
        int position = 1;
        for (Wanted key : wanted) {
            statement =
                    statement
                            .param(position++, key.claim().keyHash())
                            .param(position++, key.claim().merchantId())
                            .param(position++, key.claim().fingerprint())
                            .param(position++, json.writeValueAsString(key.claim().fields()))
                            .param(position++, key.paymentId())
                            .param(position++, key.operationId())
                            .param(position++, Transaction.time(now));
        }
        return statement.update();
    }

    @Override
    public Map<String, Used> find(Transaction tx, Collection<String> keyHashes) {
        var found = new HashMap<String, Used>();
        tx.sql(SELECT + " WHERE key_hash IN (:hashes)")
                .param("hashes", List.copyOf(keyHashes))
                .query(this::read)
                .list()
                .forEach(used -> found.put(used.claim().keyHash(), used));
        return found;
    }

    @Override
    public Optional<Used> find(String keyHash, Instant now) {
        return transactions
                .sql(
                        SELECT
                                + " WHERE key_hash = :hash AND (expires_at IS NULL OR expires_at > :now)")
                .param("hash", keyHash)
                .param("now", Transaction.time(now))
                .query(this::read)
                .optional();
    }

    @Override
    public void answer(
            Transaction tx,
            String keyHash,
            String paymentId,
            @Nullable String operationId,
            Reply reply) {
        tx.update(
                1,
                """
                UPDATE idempotency_keys SET state = 'final', payment_id = ?, operation_id = ?, http_status = ?, body = ?, expires_at = ?
                WHERE key_hash = ? AND state = 'running'
                """,
                paymentId,
                operationId,
                (long) reply.status(),
                reply.body().getBytes(StandardCharsets.UTF_8),
                Objects.requireNonNull(reply.expiresAt()),
                keyHash);
    }

    @Override
    public void free(Transaction tx, String keyHash) {
        tx.update(
                1,
                "DELETE FROM idempotency_keys WHERE key_hash = ? AND state = 'running'",
                keyHash);
    }

    @Override
    public void forget(Transaction tx, Collection<String> keyHashes, Instant now) {
        int _ =
                tx.sql(
                                "DELETE FROM idempotency_keys WHERE key_hash IN (:hashes) AND expires_at < :now")
                        .param("hashes", List.copyOf(keyHashes))
                        .param("now", Transaction.time(now))
                        .update();
    }

    private Used read(ResultSet row, int number) throws SQLException {
        return new Used(
                new Claim(
                        row.getString("merchant_id"),
                        row.getString("key_hash"),
                        row.getString("fingerprint"),
                        json.readValue(row.getString("fields"), PAIRS),
                        RequestIds.NONE),
                row.getString("payment_id"),
                row.getString("operation_id"),
                reply(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Reply reply(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return body == null
                ? null
                : Reply.stored(
                        (int) row.getLong("http_status"),
                        new String(body, StandardCharsets.UTF_8),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
