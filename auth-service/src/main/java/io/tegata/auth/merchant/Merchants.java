package io.tegata.auth.merchant;

import io.tegata.auth.key.ApiKey;
import io.tegata.auth.secret.Secrets;
import io.tegata.common.id.Ids;
import io.tegata.storage.Row;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Repository;

/** The merchants of the table {@code merchants}, each made with its first client and API key. */
@Repository
class Merchants {

    private static final String SCOPES = "payments:read payments:write refunds:write balances:read";

    /** A new merchant with what is shown this once. */
    record Created(Merchant merchant, String apiKey, String clientId, String clientSecret) {

        /** Never shows the key or the secret. */
        @Override
        public String toString() {
            return "Created[" + merchant.id() + "]";
        }
    }

    private final Transactions transactions;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;

    Merchants(Transactions transactions, Secrets secrets, Ids ids, Clock clock) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    Created create(String name, String mode) {
        var merchant =
                new Merchant(
                        ids.next("mer_" + mode),
                        name,
                        mode,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        var created =
                new Created(
                        merchant, ApiKey.of(mode, secrets.next()), ids.next("cli"), secrets.next());
        String keyId = ids.next("key");
        transactions.write(
                "create-merchant",
                tx -> {
                    tx.insert(
                            Row.into("merchants")
                                    .set("merchant_id", merchant.id())
                                    .set("name", name)
                                    .set("mode", mode)
                                    .set("created_at", merchant.createdAt()));
                    tx.insert(
                            Row.into("api_clients")
                                    .set("client_id", created.clientId)
                                    .set("merchant_id", merchant.id())
                                    .set("secret_hash", secrets.hash(created.clientSecret))
                                    .set("scopes", SCOPES)
                                    .set("created_at", merchant.createdAt()));
                    tx.insert(
                            Row.into("api_keys")
                                    .set("key_hash", secrets.hash(created.apiKey))
                                    .set("key_id", keyId)
                                    .set("merchant_id", merchant.id())
                                    .set("client_id", created.clientId)
                                    .set("scopes", SCOPES)
                                    .set("created_at", merchant.createdAt()));
                });
        return created;
    }

    /** At most {@code limit} merchants after an id, in the order of their ids. */
    List<Merchant> page(String after, int limit) {
        return transactions
                .sql(
                        """
                        SELECT merchant_id, name, mode, created_at FROM merchants
                        WHERE merchant_id > :after ORDER BY merchant_id LIMIT :limit
                        """)
                .param("after", after)
                .param("limit", (long) limit)
                .query((row, _) -> merchant(row))
                .list();
    }

    private static Merchant merchant(ResultSet row) throws SQLException {
        return new Merchant(
                row.getString("merchant_id"),
                row.getString("name"),
                row.getString("mode"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
