package io.tegata.gateway.key;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** {@code POST /internal/v1/api_key_tokens} of auth-service, with the gateway's own identity. */
final class AuthServiceKeyExchange implements KeyExchange {

    /**
     * A token is used no more when it has less than this left, so that it cannot end on the way.
     */
    private static final Duration BEFORE_END = Duration.ofSeconds(15);

    /** Long enough to shield auth-service from a client that repeats, short for one just made. */
    private static final Duration REFUSED_FOR = Duration.ofSeconds(5);

    private final RestClient auth;
    private final Clock clock;

    AuthServiceKeyExchange(RestClient auth, Clock clock) {
        this.auth = auth;
        this.clock = clock;
    }

    @Override
    public Answer exchange(String apiKey) {
        Instant asked = clock.instant();
        try {
            Answer answer =
                    auth.post()
                            .uri("/internal/v1/api_key_tokens")
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(Map.of("api_key", apiKey))
                            .exchange((_, response) -> read(response, asked));
            if (answer == null) {
                throw new AuthUnavailable("auth-service answered nothing");
            }
            return answer;
        } catch (RestClientException | IllegalStateException failure) {
            throw new AuthUnavailable(failure);
        }
    }

    private static Answer read(
            RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response, Instant asked)
            throws IOException {
        if (response.getStatusCode().isSameCodeAs(HttpStatus.OK)) {
            Map<?, ?> body = response.bodyTo(Map.class);
            if (body != null
                    && body.get("access_token") instanceof String token
                    && body.get("expires_in") instanceof Number seconds) {
                return new Token(token, asked.plusSeconds(seconds.longValue()).minus(BEFORE_END));
            }
            throw new AuthUnavailable("auth-service answered without a token");
        }
        if (isKeyRefused(response)) {
            return new Refused(asked.plus(REFUSED_FOR));
        }
        throw new AuthUnavailable("auth-service answered " + response.getStatusCode());
    }

    /** A 401 with a challenge is about the gateway's own token, and says nothing about the key. */
    private static boolean isKeyRefused(ClientHttpResponse response) throws IOException {
        return response.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)
                && response.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE) == null;
    }
}
