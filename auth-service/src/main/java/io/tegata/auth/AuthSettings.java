package io.tegata.auth;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings {@code tegata.auth.…}. Refuses to start with less than it needs.
 *
 * @param issuer the {@code iss} of every token
 * @param pepper base64 of at least {@value #MIN_PEPPER_BYTES} random bytes, the same for every
 *     instance and never changed: every stored hash depends on it
 * @param serviceClients the platform's own clients by client id
 */
@ConfigurationProperties("tegata.auth")
public record AuthSettings(
        String issuer,
        @Nullable String pepper,
        @Nullable Map<String, ServiceClient> serviceClients) {

    private static final int MIN_PEPPER_BYTES = 32;
    private static final int MIN_SECRET_CHARACTERS = 32;

    /** One of the platform's own clients: its secret (at least 32 characters) and scopes. */
    public record ServiceClient(@Nullable String secret, @Nullable Set<String> scopes) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "ServiceClient[scopes=" + scopes + "]";
        }
    }

    /** The pepper's bytes; {@link IllegalStateException} where there is none that is good. */
    public byte[] pepperBytes() {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(pepper == null ? "" : pepper);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException("tegata.auth.pepper is not base64", malformed);
        }
        if (bytes.length < MIN_PEPPER_BYTES) {
            throw new IllegalStateException(
                    "tegata.auth.pepper must be base64 of at least "
                            + MIN_PEPPER_BYTES
                            + " random bytes");
        }
        return bytes;
    }

    /** The platform's own clients, each complete. */
    public Map<String, ServiceClient> completeServiceClients() {
        Map<String, ServiceClient> clients = serviceClients == null ? Map.of() : serviceClients;
        clients.forEach(
                (id, client) -> {
                    String secret = client.secret;
                    if (secret == null || secret.length() < MIN_SECRET_CHARACTERS) {
                        throw new IllegalStateException(
                                "tegata.auth.service-clients."
                                        + id
                                        + ".secret must have at least "
                                        + MIN_SECRET_CHARACTERS
                                        + " characters");
                    }
                    Set<String> scopes = client.scopes;
                    if (scopes == null || scopes.isEmpty()) {
                        throw new IllegalStateException(
                                "tegata.auth.service-clients." + id + ".scopes is missing");
                    }
                });
        return clients;
    }

    /** Never shows the pepper. */
    @Override
    public String toString() {
        return "AuthSettings[issuer=" + issuer + ", serviceClients=" + serviceClients + "]";
    }
}
