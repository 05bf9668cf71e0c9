package io.tegata.common.service;

import io.tegata.storage.Deadline;
import io.tegata.storage.OpenTransaction;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Makes HTTP clients. Each refuses to send while a database transaction is open, in production too:
 * a database transaction may run again, and what went out cannot be taken back. Clients for
 * neighbours carry this service's own access token. Safe for use by many threads.
 */
public final class InternalHttp {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RENEW_BEFORE_END = Duration.ofSeconds(60);
    private static final Duration UNSURE = Duration.ofSeconds(5);
    private static final Duration MAX_WAIT_FOR_TOKEN = Duration.ofSeconds(3);

    /** This service's own client id and secret at auth-service. */
    public record Identity(String authUrl, String clientId, String clientSecret) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Identity[" + clientId + " at " + authUrl + "]";
        }
    }

    private record Token(String value, Instant renewAt, Instant endsAt) {

        @Override
        public String toString() {
            return "Token[ends " + endsAt + "]";
        }
    }

    private final RestClient.Builder builder;
    private final Identity identity;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile @Nullable Token token;

    /** The builder is the instrumented one of Spring Boot, so that traces go along. */
    public InternalHttp(RestClient.Builder builder, Identity identity, Clock clock) {
        this.builder = builder;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * A client for another service of the platform, with this service's identity. It tells how long
     * it still waits.
     */
    public RestClient neighbour(String url, Duration timeout) {
        return outside(url, timeout)
                .mutate()
                .requestInterceptor(
                        (request, body, next) -> {
                            request.getHeaders()
                                    .set(
                                            DeadlineFilter.HEADER,
                                            Long.toString(Deadline.leftAtMost(timeout).toMillis()));
                            request.getHeaders().setBearerAuth(accessToken());
                            return next.execute(request, body);
                        })
                .build();
    }

    /** A client for somebody outside the platform, who never sees one of our tokens. */
    public RestClient outside(String url, Duration timeout) {
        var factory =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(CONNECT_TIMEOUT)
                                .build());
        factory.setReadTimeout(timeout);
        return builder.clone()
                .baseUrl(url)
                .requestFactory(factory)
                .requestInterceptor(refuseInsideTransaction())
                .build();
    }

    /**
     * Whether a request failed before a connection was there: then it is certain that nothing was
     * sent.
     */
    public static boolean neverConnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static ClientHttpRequestInterceptor refuseInsideTransaction() {
        return (request, body, next) -> {
            if (OpenTransaction.exists()) {
                throw new IllegalStateException(
                        "a request to "
                                + request.getURI()
                                + " inside a database transaction: move it outside");
            }
            return next.execute(request, body);
        };
    }

    /** One thread renews; meanwhile the others use the old token as long as it is good. */
    private String accessToken() {
        Token current = token;
        Instant now = clock.instant();
        if (current != null && now.isBefore(current.renewAt)) {
            return current.value;
        }
        boolean stillGood = current != null && now.isBefore(current.endsAt);
        try {
            if (!renewing.tryLock(
                    stillGood ? 0 : MAX_WAIT_FOR_TOKEN.toMillis(), TimeUnit.MILLISECONDS)) {
                return stillGood ? Objects.requireNonNull(current).value : refuse(null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return refuse(interrupted);
        }
        try {
            Token latest = token;
            if (latest == null || latest.equals(current)) {
                latest = fetch();
                token = latest;
            }
            return latest.value;
        } catch (RestClientException failure) {
            if (stillGood) {
                return Objects.requireNonNull(current).value;
            }
            throw failure;
        } finally {
            renewing.unlock();
        }
    }

    private static String refuse(@Nullable Throwable cause) {
        throw new ResourceAccessException(
                "no access token from auth-service", new ConnectException(String.valueOf(cause)));
    }

    private Token fetch() {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "client_credentials");
        Instant asked = clock.instant();
        Map<?, ?> answer =
                outside(identity.authUrl, TOKEN_TIMEOUT)
                        .post()
                        .uri("/oauth2/token")
                        .headers(
                                headers ->
                                        headers.setBasicAuth(
                                                identity.clientId, identity.clientSecret))
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(form)
                        .retrieve()
                        .body(Map.class);
        if (answer == null
                || !(answer.get("access_token") instanceof String value)
                || !(answer.get("expires_in") instanceof Number seconds)) {
            throw new IllegalStateException("auth-service answered without an access token");
        }
        Instant endsAt = asked.plusSeconds(seconds.longValue());
        return new Token(value, endsAt.minus(RENEW_BEFORE_END), endsAt.minus(UNSURE));
    }
}
