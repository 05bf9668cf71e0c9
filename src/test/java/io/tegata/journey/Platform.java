package io.tegata.journey;

import io.tegata.auth.AuthService;
import io.tegata.gateway.GatewayService;
import io.tegata.ledger.LedgerService;
import io.tegata.payment.PaymentService;
import io.tegata.reconciler.Reconciler;
import io.tegata.simulator.SimulatorService;
import io.tegata.storage.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The platform as separately started services: one JVM each, real HTTP between them, one database
 * each on one embedded PostgreSQL. Started once for all journeys; what a service logs is in {@code
 * target/journeys/<service>.log}.
 */
final class Platform {

    static final Duration ACQUIRER_DEADLINE = Duration.ofSeconds(3);

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final String SECRET = "a-secret-of-the-journeys-0123456789abcdef";
    private static final Path LOGS = Path.of("target", "journeys");

    private static @Nullable Platform running;

    private record Service(String name, Class<?> main, int port, List<String> arguments) {}

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Path settlements;

    /** The one platform of this test JVM. */
    static synchronized Platform get() {
        Platform platform = running;
        if (platform == null) {
            platform = new Platform();
            Runtime.getRuntime().addShutdownHook(new Thread(platform::stopAll));
            platform.startAll();
            running = platform;
        }
        return platform;
    }

    private Platform() {
        try {
            Files.createDirectories(LOGS);
            settlements = Files.createTempDirectory("tegata-journeys-settlements");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        int gateway = freePort();
        int auth = freePort();
        int payment = freePort();
        int ledger = freePort();
        int reconciler = freePort();
        int simulator = freePort();
        String authUrl = "--tegata.auth.url=http://localhost:" + auth;
        String issuer = "--tegata.auth.issuer=http://localhost:" + gateway;
        String paymentUrl = "--tegata.payment.url=http://localhost:" + payment;
        String ledgerUrl = "--tegata.ledger.url=http://localhost:" + ledger;
        String secret = "--tegata.client.secret=" + SECRET;
        add(
                SimulatorService.NAME,
                SimulatorService.class,
                simulator,
                database(),
                "--tegata.simulator.api-key=" + SECRET,
                "--tegata.simulator.settlement-folder=" + settlements,
                "--tegata.simulator.hang=20s");
        add(
                AuthService.NAME,
                AuthService.class,
                auth,
                database(),
                authUrl,
                issuer,
                "--tegata.auth.pepper="
                        + Base64.getEncoder()
                                .encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)),
                client("gateway", "internal:api_keys"),
                clientSecret("gateway"),
                client("payment-service", "internal:ledger"),
                clientSecret("payment-service"),
                client("reconciler", "internal:exports,internal:ledger,internal:settlements"),
                clientSecret("reconciler"),
                client(
                        "operator",
                        "ops:admin,ledger:read,reconciliation:read,reconciliation:write"),
                clientSecret("operator"));
        add(LedgerService.NAME, LedgerService.class, ledger, database(), authUrl, issuer);
        add(
                PaymentService.NAME,
                PaymentService.class,
                payment,
                database(),
                authUrl,
                issuer,
                secret,
                ledgerUrl,
                "--tegata.acquirers.northbank.url=http://localhost:" + simulator,
                "--tegata.acquirers.northbank.api-key=" + SECRET,
                "--tegata.acquirers.northbank.deadline=" + ACQUIRER_DEADLINE.toMillis() + "ms",
                "--tegata.acquirers.northbank.late-arrival=5s",
                "--tegata.ledger.timeout=2s",
                "--tegata.payment.lease=6s",
                "--tegata.payment.resolve-every=200ms",
                "--tegata.payment.resolve-within=20s");
        add(
                Reconciler.NAME,
                Reconciler.class,
                reconciler,
                database(),
                authUrl,
                issuer,
                secret,
                paymentUrl,
                ledgerUrl,
                "--tegata.reconciler.inbox=" + settlements,
                "--tegata.reconciler.settled-margin=100ms",
                "--tegata.reconciler.settlement-grace=0s");
        add(
                GatewayService.NAME,
                GatewayService.class,
                gateway,
                authUrl,
                issuer,
                secret,
                paymentUrl,
                ledgerUrl,
                "--tegata.reconciler.url=http://localhost:" + reconciler);
    }

    private void add(String name, Class<?> main, int port, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=" + port);
        services.put(name, new Service(name, main, port, all));
    }

    private static String database() {
        return TestDatabase.freshArgument();
    }

    private static String client(String id, String scopes) {
        return "--tegata.auth.service-clients." + id + ".scopes=" + scopes;
    }

    private static String clientSecret(String id) {
        return "--tegata.auth.service-clients." + id + ".secret=" + SECRET;
    }

    String url(String service) {
        return "http://localhost:" + Objects.requireNonNull(services.get(service)).port;
    }

    static String secret() {
        return SECRET;
    }

    Path log(String service) {
        return LOGS.resolve(service + ".log");
    }

    /** kill -9: no shutdown hook, no flush, nothing. */
    void kill(String service) {
        try {
            if (!Objects.requireNonNull(processes.get(service))
                    .destroyForcibly()
                    .waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(service + " survives kill -9");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    void start(String service) {
        launch(Objects.requireNonNull(services.get(service)));
        awaitReady(Objects.requireNonNull(services.get(service)));
    }

    private void startAll() {
        services.values().forEach(this::launch);
        services.values().forEach(this::awaitReady);
    }

    private void stopAll() {
        processes.values().forEach(Process::destroy);
        processes
                .values()
                .forEach(
                        process -> {
                            try {
                                if (!process.waitFor(15, TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException stop) {
                                process.destroyForcibly();
                            }
                        });
    }

    private void launch(Service service) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx192m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dtegata.sql.lint=true",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                service.main.getName()));
        command.addAll(service.arguments);
        try {
            processes.put(
                    service.name,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(log(service.name).toFile()))
                            .start());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + service.name, failure);
        }
    }

    private void awaitReady(Service service) {
        Await.until(
                service.name + " is ready; see " + log(service.name),
                START_LIMIT,
                () -> {
                    if (!Objects.requireNonNull(processes.get(service.name)).isAlive()) {
                        throw new IllegalStateException(
                                service.name + " ended; see " + log(service.name));
                    }
                    return Http.isOk(
                            "http://localhost:" + service.port + "/actuator/health/readiness");
                });
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
