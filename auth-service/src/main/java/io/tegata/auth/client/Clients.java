package io.tegata.auth.client;

import io.tegata.auth.AuthSettings;
import io.tegata.auth.secret.Secrets;
import io.tegata.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Repository;

/**
 * The clients that may ask for tokens: the platform's own, which come from the settings at every
 * start (so a changed or removed secret is in force at once), and merchants', which come from the
 * table {@code api_clients}. Safe for use by many threads.
 */
@Repository
public class Clients implements RegisteredClientRepository {

    private static final Duration MERCHANT_TOKEN = Duration.ofMinutes(15);
    private static final Duration SERVICE_TOKEN = Duration.ofMinutes(10);
    private static final String MERCHANT = "tegata.merchant_id";

    /** Anything else is no merchant's client, and never reaches the database. */
    private static final Pattern MERCHANTS_CLIENT = Pattern.compile("cli_[a-z2-7]{26}");

    private final Map<String, RegisteredClient> services = new HashMap<>();
    private final Transactions transactions;

    Clients(AuthSettings settings, Secrets secrets, Transactions transactions) {
        this.transactions = transactions;
        settings.completeServiceClients()
                .forEach(
                        (id, client) ->
                                services.put(
                                        id,
                                        client(
                                                id,
                                                String.valueOf(secrets.encode(client.secret())),
                                                client.scopes() == null
                                                        ? Set.of()
                                                        : client.scopes(),
                                                null)));
    }

    /** The merchant whose client this is; null for one of the platform's own. */
    public static @Nullable String merchantId(RegisteredClient client) {
        return client.getClientSettings().getSetting(MERCHANT);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        RegisteredClient service = services.get(clientId);
        if (service != null || !MERCHANTS_CLIENT.matcher(clientId).matches()) {
            return service;
        }
        return transactions
                .sql(
                        """
                        SELECT client_id, merchant_id, secret_hash, scopes FROM api_clients
                        WHERE client_id = :id
                        """)
                .param("id", clientId)
                .query((row, _) -> stored(row))
                .optional()
                .orElse(null);
    }

    /** Our clients have one id only. */
    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    /** Never called: clients are made with their merchant, and a hash is never upgraded. */
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("a client is made with its merchant");
    }

    private static RegisteredClient stored(ResultSet row) throws SQLException {
        return client(
                row.getString("client_id"),
                HexFormat.of().formatHex(row.getBytes("secret_hash")),
                Set.of(row.getString("scopes").split(" ")),
                row.getString("merchant_id"));
    }

    private static RegisteredClient client(
            String id, String secretHash, Set<String> scopes, @Nullable String merchantId) {
        var settings = ClientSettings.builder();
        if (merchantId != null) {
            settings.setting(MERCHANT, merchantId);
        }
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(secretHash)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(all -> all.addAll(scopes))
                .clientSettings(settings.build())
                .tokenSettings(
                        TokenSettings.builder()
                                .accessTokenTimeToLive(
                                        merchantId == null ? SERVICE_TOKEN : MERCHANT_TOKEN)
                                .build())
                .build();
    }
}
