package io.tegata.auth.key;

import io.tegata.auth.secret.Secrets;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The API keys of the table {@code api_keys}, found by their hash. */
@Repository
class ApiKeys {

    /** What a key that is good stands for. */
    record Holder(String keyId, String merchantId, String clientId, Set<String> scopes) {}

    private record Stored(
            Holder holder, @Nullable Instant expiresAt, @Nullable Instant revokedAt) {}

    private final Transactions transactions;
    private final Secrets secrets;
    private final Clock clock;

    ApiKeys(Transactions transactions, Secrets secrets, Clock clock) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Empty for a key that is malformed, unknown, revoked or expired; nobody is told which. */
    Optional<Holder> holder(String key) {
        if (!ApiKey.isWellFormed(key)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return transactions
                .sql(
                        """
                        SELECT key_id, merchant_id, client_id, scopes, expires_at, revoked_at
                        FROM api_keys WHERE key_hash = :hash
                        """)
                .param("hash", secrets.hash(key))
                .query((row, _) -> stored(row))
                .optional()
                .filter(stored -> stored.revokedAt == null)
                .filter(stored -> stored.expiresAt == null || stored.expiresAt.isAfter(now))
                .map(Stored::holder);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new Holder(
                        row.getString("key_id"),
                        row.getString("merchant_id"),
                        row.getString("client_id"),
                        Set.of(row.getString("scopes").split(" "))),
                time(row, "expires_at"),
                time(row, "revoked_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
