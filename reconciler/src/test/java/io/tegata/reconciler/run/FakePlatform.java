package io.tegata.reconciler.run;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Auth-, payment- and ledger-service as the reconciler sees them, over real HTTP, by hand. */
final class FakePlatform implements AutoCloseable {

    static final String ISSUER = "http://issuer.test";

    /** Operations by id, one line of the export each; the attempt id is {@code att_} + id. */
    final TreeMap<String, String> operations = new TreeMap<>();

    /** Ledger records by operation and rule. */
    final TreeMap<String, String> records = new TreeMap<>();

    /** Attempts that have a succeeded operation. */
    final Set<String> known = new TreeSet<>();

    /** Attempts whose operation has not ended. */
    final Set<String> pending = ConcurrentHashMap.newKeySet();

    /** Numbers of lines that the ledger refuses. */
    final Set<Long> refused = ConcurrentHashMap.newKeySet();

    /** What is in suspense at the ledger, in minor units: what was paid for unknown lines. */
    final AtomicLong suspense = new AtomicLong();

    /** What the ledger booked first of a line. */
    private final Map<String, String> kinds = new ConcurrentHashMap<>();

    /** What the ledger was asked to book, as {@code kind:hash:line}. */
    final List<String> booked = Collections.synchronizedList(new ArrayList<>());

    final Set<String> bookedOnce = ConcurrentHashMap.newKeySet();

    volatile String undeliveredSince = "null";
    volatile boolean withoutLastLine;
    final AtomicInteger ledgerFailures = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);

    private final HttpServer server;
    private final RSAKey key;
    private final JsonMapper json = new JsonMapper();

    FakePlatform() {
        try {
            key = new RSAKeyGenerator(2048).keyID("k1").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/oauth2/jwks",
                call -> answer(call, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext(
                "/oauth2/token",
                call ->
                        answer(
                                call,
                                200,
                                "{\"access_token\": \"own\", \"expires_in\": 900, \"new_member\": 1}"));
        server.createContext("/internal/v1/exports/cut", this::cut);
        server.createContext("/internal/v1/exports/operations", this::operations);
        server.createContext("/internal/v1/exports/records", this::records);
        server.createContext("/internal/v1/settlements", this::settlements);
        server.createContext("/internal/v1/settlement_lines", this::settlementLines);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    String token(String scope) {
        Date now = Date.from(Instant.now());
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("k1")
                                .type(new JOSEObjectType("at+jwt"))
                                .build(),
                        new JWTClaimsSet.Builder()
                                .issuer(ISSUER)
                                .subject("operator")
                                .audience("tegata")
                                .issueTime(now)
                                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                                .claim("scope", scope)
                                .build());
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return jwt.serialize();
    }

    /** A succeeded operation with everything that the ledger books for it. */
    void succeeded(String id, String kind, long amount, Instant sourceAt, String... rules) {
        operation(id, kind, "succeeded", amount, sourceAt);
        known.add("att_" + id);
        for (String rule : rules) {
            record(id, rule, amount, sourceAt);
        }
    }

    void operation(String id, String kind, String status, long amount, Instant sourceAt) {
        operations.put(
                id,
                """
                {"operation_id": "%s", "attempt_id": "att_%s", "payment_id": "pay_1", "merchant_id": "mer_1",\
                 "kind": "%s", "status": "%s", "amount": %d, "currency": "EUR", "acquirer": "northbank",\
                 "authorization_id": null, "source_at": "%s", "member_of_tomorrow": {"a": []}}
                """
                        .formatted(id, id, kind, status, amount, sourceAt));
    }

    void record(String id, String rule, long amount, Instant sourceAt) {
        records.put(
                id + "\n" + rule,
                """
                {"operation_id": "%s", "rule": "%s", "record_id": "rec_%s_%s", "kind": "entry", "merchant_id": null,\
                 "payment_id": null, "amount": %d, "currency": "EUR", "source_at": "%s", "booked_at": "%s"}
                """
                        .formatted(id, rule, id, rule, amount, sourceAt, sourceAt));
    }

    private void cut(HttpExchange call) throws IOException {
        answer(
                call,
                200,
                "{\"database_time\": \"%s\", \"undelivered_since\": %s}"
                        .formatted(Instant.now(), undeliveredSince));
    }

    private void operations(HttpExchange call) throws IOException {
        export(call, operations.values());
    }

    private void records(HttpExchange call) throws IOException {
        export(call, records.values());
    }

    /** Hands out what happened until the cut that was asked for. */
    private void export(HttpExchange call, Iterable<String> rows) throws IOException {
        Instant settledAt =
                Instant.parse(
                        call.getRequestURI()
                                .getQuery()
                                .replaceFirst(".*settled_at=([^&]*).*", "$1"));
        var text = new StringBuilder();
        int count = 0;
        for (String row : rows) {
            if (Instant.parse(json.readTree(row).path("source_at").asString()).isAfter(settledAt)) {
                continue;
            }
            text.append(row);
            count++;
        }
        if (!withoutLastLine) {
            text.append("{\"end\":true,\"rows\":").append(count).append("}\n");
        }
        answer(call, 200, text.toString());
    }

    private void settlements(HttpExchange call) throws IOException {
        JsonNode request = json.readTree(call.getRequestBody().readAllBytes());
        await();
        var results = new ArrayList<String>();
        for (JsonNode line : request.path("lines")) {
            String attempt = line.path("attempt_id").asString();
            String operation = attempt.replaceFirst("att_", "");
            boolean isPending = pending.contains(attempt);
            results.add(
                    isPending || known.contains(attempt)
                            ? "{\"line_no\": %d, \"status\": \"%s\", \"operation_id\": \"%s\", \"payment_id\": \"pay_1\", \"merchant_id\": \"mer_1\"}"
                                    .formatted(
                                            line.path("line_no").asLong(),
                                            isPending ? "pending" : "settled",
                                            operation)
                            : "{\"line_no\": %d, \"status\": \"unknown\"}"
                                    .formatted(line.path("line_no").asLong()));
        }
        answer(call, 200, "{\"results\": [" + String.join(",", results) + "]}");
    }

    private void settlementLines(HttpExchange call) throws IOException {
        JsonNode request = json.readTree(call.getRequestBody().readAllBytes());
        var results = new ArrayList<String>();
        for (JsonNode line : request.path("lines")) {
            String key = line.path("file_hash").asString() + ":" + line.path("line_no").asLong();
            booked.add(
                    line.path("kind").asString()
                            + ":"
                            + line.path("gross").asLong()
                            + ":"
                            + line.path("operation_id").asString(""));
            results.add(
                    "{\"line_no\": %d, %s}"
                            .formatted(line.path("line_no").asLong(), book(key, line)));
        }
        if (ledgerFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            // Booked, and then the answer is lost.
            answer(call, 500, "{}");
        } else {
            answer(call, 200, "{\"results\": [" + String.join(",", results) + "]}");
        }
    }

    private String book(String key, JsonNode line) {
        String kind = line.path("kind").asString();
        if (refused.contains(line.path("line_no").asLong())) {
            return refusal("currency_unknown");
        }
        long net = line.path("gross").asLong() - line.path("fee").asLong();
        String first = kinds.get(key);
        if (kind.endsWith("_from_suspense")) {
            if (!"unknown".equals(first)) {
                return refusal("not_in_suspense");
            }
            boolean now = bookedOnce.add(key + ":" + kind);
            if (now && kind.startsWith("refund")) {
                net = -line.path("gross").asLong() - line.path("fee").asLong();
            }
            var _ = suspense.addAndGet(now ? -net : 0);
            return now ? "\"status\": \"posted\"" : "\"status\": \"replayed\"";
        }
        if (first != null) {
            return first.equals(kind)
                    ? "\"status\": \"replayed\""
                    : refusal("posting_key_conflict");
        }
        kinds.put(key, kind);
        bookedOnce.add(key);
        var _ = suspense.addAndGet(kind.equals("unknown") ? net : 0);
        return "\"status\": \"posted\"";
    }

    private static String refusal(String code) {
        return "\"status\": \"refused\", \"code\": \"%s\", \"detail\": \"as the test wants\""
                .formatted(code);
    }

    private void await() {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened the gate");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getRequestBody().readAllBytes();
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
