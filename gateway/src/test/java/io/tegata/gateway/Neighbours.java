package io.tegata.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Real HTTP servers in the place of the services: each records what reaches it, and the one in
 * auth-service's place issues tokens of its own key and exchanges the keys that it is told.
 */
public final class Neighbours implements AutoCloseable {

    public static final String ISSUER = "http://localhost:8080";

    /**
     * Keys that begin like this are good; a test takes one of its own, since keys are remembered.
     */
    public static final String GOOD_KEY = "sk_test_good_";

    /** What reached a service. */
    public record Seen(
            String service, String method, String target, Headers headers, String body) {}

    /** How a service answers; the exchange's request is read already. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public final List<Seen> seen = new CopyOnWriteArrayList<>();
    public final AtomicInteger exchanges = new AtomicInteger();
    public volatile Consumer<HttpExchange> beforeKeyAnswer = _ -> {};
    public volatile int keyExchangeStatus = 200;
    public volatile boolean challenge;
    public volatile Answer payment = exchange -> json(exchange, 200, "{\"from\":\"payment\"}");
    private final RSAKey key = newKey();
    private final List<HttpServer> servers = new ArrayList<>();
    public final String auth = serve("auth", this::answerAsAuth);
    public final String payments = serve("payment", exchange -> payment.to(exchange));
    public final String ledger = serve("ledger", exchange -> json(exchange, 200, "{}"));
    public final String reconciler = serve("reconciler", exchange -> json(exchange, 200, "{}"));

    /** The settings that make a gateway use these neighbours; a later one of a name wins. */
    public String[] settings(String... more) {
        var all = new LinkedHashMap<String, String>();
        Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--tegata.client.secret=secret",
                                "--tegata.auth.issuer=" + ISSUER,
                                "--tegata.auth.url=" + auth,
                                "--tegata.payment.url=" + payments,
                                "--tegata.ledger.url=" + ledger,
                                "--tegata.reconciler.url=" + reconciler),
                        Stream.of(more))
                .forEach(setting -> all.put(setting.substring(0, setting.indexOf('=')), setting));
        return all.values().toArray(String[]::new);
    }

    /** What reached the services behind the gateway's own calls to auth-service. */
    public List<Seen> routed() {
        return seen.stream()
                .filter(
                        one ->
                                !one.target.equals("/oauth2/jwks")
                                        && !one.target.equals("/internal/v1/api_key_tokens")
                                        && !(one.target.equals("/oauth2/token")
                                                && one.headers
                                                        .getFirst("Authorization")
                                                        .equals("Basic Z2F0ZXdheTpzZWNyZXQ=")))
                .toList();
    }

    public Seen onlyRouted() {
        List<Seen> routed = routed();
        if (routed.size() != 1) {
            throw new AssertionError("expected one routed request: " + routed);
        }
        return routed.getFirst();
    }

    /** A token as auth-service issues them, good for ten minutes. */
    public String token() {
        return token(claims(Instant.now().plusSeconds(600)).build());
    }

    public String token(JWTClaimsSet claims) {
        return sign("at+jwt", key, claims);
    }

    /** A token with another type, or of another key. */
    public static String sign(String type, RSAKey key, JWTClaimsSet claims) {
        try {
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(new JOSEObjectType(type))
                            .keyID(key.getKeyID())
                            .build();
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public RSAKey key() {
        return key;
    }

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("test-key").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static JWTClaimsSet.Builder claims(Instant end) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("tegata")
                .subject("cli_x")
                .issueTime(Date.from(end.minusSeconds(600)))
                .expirationTime(Date.from(end))
                .claim("client_id", "cli_x")
                .claim("scope", "payments:write");
    }

    public static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void answerAsAuth(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/oauth2/jwks" ->
                    json(exchange, 200, "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
            case "/oauth2/token" -> json(exchange, 200, tokenAnswer(600));
            case "/internal/v1/api_key_tokens" -> exchangeKey(exchange);
            default -> json(exchange, 200, "{\"from\":\"auth\"}");
        }
    }

    private void exchangeKey(HttpExchange exchange) throws IOException {
        exchanges.incrementAndGet();
        beforeKeyAnswer.accept(exchange);
        boolean good = seen.getLast().body.contains('"' + GOOD_KEY);
        if (challenge) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        int status = keyExchangeStatus == 200 && !good ? 401 : keyExchangeStatus;
        json(exchange, status, status == 200 ? tokenAnswer(60) : "{}");
    }

    private String tokenAnswer(long seconds) {
        String token = token(claims(Instant.now().plusSeconds(seconds)).build());
        return "{\"access_token\":\""
                + token
                + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                + seconds
                + "}";
    }

    private String serve(String name, Answer answer) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(
                    "/",
                    exchange -> {
                        try (exchange) {
                            seen.add(
                                    new Seen(
                                            name,
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI().toString(),
                                            exchange.getRequestHeaders(),
                                            new String(
                                                    exchange.getRequestBody().readAllBytes(),
                                                    StandardCharsets.UTF_8)));
                            answer.to(exchange);
                        }
                    });
            server.start();
            servers.add(server);
            return "http://localhost:" + server.getAddress().getPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
