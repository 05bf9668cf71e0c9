package io.tegata.storage.spanner.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tegata.storage.SpannerEmulator;
import io.tegata.storage.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The official emulator: the one that SPANNER_EMULATOR_HOST names, that of an installed Cloud CLI,
 * or a container of its image, in this order. One for the test JVM, a database for each test that
 * asks, all of a random instance, so that several JVMs can share one emulator.
 */
public final class EmulatorServer implements TestServer {

    private static final String PROJECT = "p-local";
    private static final String INSTANCE = "i-" + Long.toString(ProcessHandle.current().pid(), 36);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable String address;

    @Override
    public String kind() {
        return "emulator";
    }

    @Override
    public Optional<String> absent() {
        return given().isPresent()
                        || SpannerEmulator.installed(System.getenv()).isPresent()
                        || DockerEmulator.isPossible()
                ? Optional.empty()
                : Optional.of(
                        "no Spanner emulator: neither SPANNER_EMULATOR_HOST, nor the Cloud CLI's"
                                + " cloud-spanner-emulator, nor Docker");
    }

    @Override
    public DataSource fresh() {
        var pool = new HikariConfig();
        pool.setJdbcUrl(url(name()));
        // One read-write transaction at a time is what an emulator can do.
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(30_000);
        return new HikariDataSource(pool);
    }

    @Override
    public DataSource another(DataSource same) {
        var pool = new HikariConfig();
        ((HikariDataSource) same).copyStateTo(pool);
        pool.setPoolName(null);
        pool.setMaximumPoolSize(4);
        return new HikariDataSource(pool);
    }

    @Override
    public String freshArgument() {
        return "--spring.application.json="
                + """
                {"spring.profiles.active": "spanner-emulator", "tegata.spanner.emulator": "%s", \
                "tegata.spanner.instance": "%s", "tegata.spanner.database": "%s"}"""
                        .formatted(address(), INSTANCE, name());
    }

    /** The URL of a database, which is made when somebody connects. */
    public static String url(String database) {
        return url(address(), database);
    }

    static String url(String address, String database) {
        return "jdbc:cloudspanner://"
                + address
                + "/projects/"
                + PROJECT
                + "/instances/"
                + INSTANCE
                + "/databases/"
                + database
                + "?autoConfigEmulator=true;dialect=postgresql;default_isolation_level=SERIALIZABLE";
    }

    /** A name that no other test has. */
    public static String name() {
        return "test_" + NUMBER.incrementAndGet();
    }

    /** {@code host:port} of the emulator, which is started where none is given. */
    public static synchronized String address() {
        String known = address;
        if (known == null) {
            known = given().orElseGet(EmulatorServer::start);
            address = known;
        }
        return known;
    }

    private static Optional<String> given() {
        return Optional.ofNullable(System.getenv(SpannerEmulator.HOST_VARIABLE))
                .filter(value -> !value.isBlank());
    }

    private static String start() {
        Optional<Path> program = SpannerEmulator.installed(System.getenv());
        if (program.isEmpty()) {
            return DockerEmulator.start();
        }
        try {
            Path log = Files.createTempFile("spanner-emulator-", ".log");
            SpannerEmulator emulator = SpannerEmulator.start(program.get(), log);
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .unstarted(
                                            () -> {
                                                emulator.close();
                                                boolean _ = log.toFile().delete();
                                            }));
            return emulator.address();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
