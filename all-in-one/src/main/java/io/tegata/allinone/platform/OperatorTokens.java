package io.tegata.allinone.platform;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's access token, renewed in time. Safe for use by many threads. */
final class OperatorTokens implements Supplier<String> {

    private static final Duration RENEW_BEFORE_END = Duration.ofSeconds(60);

    private record Token(String header, Instant renewAt) {}

    private final JsonClient tokens;
    private final Clock clock;
    private @Nullable Token token;

    OperatorTokens(String url, String clientSecret, JsonMapper json, Clock clock) {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (Services.OPERATOR + ":" + clientSecret)
                                        .getBytes(StandardCharsets.UTF_8));
        this.tokens = new JsonClient(url, json, () -> "Basic " + basic);
        this.clock = clock;
    }

    /** The value of the header {@code Authorization}. */
    @Override
    public synchronized String get() {
        Instant now = clock.instant();
        Token current = token;
        if (current == null || !now.isBefore(current.renewAt)) {
            JsonNode answer = tokens.postForm("/oauth2/token", "grant_type=client_credentials");
            current =
                    new Token(
                            "Bearer " + answer.path("access_token").asString(),
                            now.plusSeconds(answer.path("expires_in").asLong())
                                    .minus(RENEW_BEFORE_END));
            token = current;
        }
        return current.header;
    }
}
