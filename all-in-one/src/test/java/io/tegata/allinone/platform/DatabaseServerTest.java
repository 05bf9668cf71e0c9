package io.tegata.allinone.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tegata.allinone.console.Console;
import io.tegata.common.id.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what was committed is there after a restart, and after a kill; nobody else can look. */
class DatabaseServerTest {

    @TempDir Path temporary;

    /** Run in a process of its own: commits one row, says so, and waits to be killed. */
    static final class Victim {

        public static void main(String[] words) throws Exception {
            DataFolder data = DataFolder.open(Path.of(words[0]));
            DatabaseServer server = start(data);
            execute(server, "CREATE TABLE kept (id bigint PRIMARY KEY)");
            execute(server, "INSERT INTO kept VALUES (1)");
            Console.ofProcess().line("committed");
            Thread.currentThread().join();
        }
    }

    @Test
    void aKilledProcessLosesNothingAndItsServerIsTakenOver() throws Exception {
        Path path = temporary.resolve("data");
        Process victim =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                path.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = victim.inputReader()) {
            assertThat(said.lines().anyMatch("committed"::equals)).isTrue();
            assertThat(victim.destroyForcibly().waitFor(10, SECONDS)).isTrue();
        }
        ProcessHandle orphan = Postmaster.of(path.resolve("postgresql")).orElseThrow();

        try (DataFolder data = DataFolder.open(path);
                DatabaseServer server = start(data)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(count(server)).isEqualTo(1);
            execute(server, "INSERT INTO kept VALUES (2)");
        }
        try (DataFolder data = DataFolder.open(path);
                DatabaseServer server = start(data)) {
            assertThat(count(server)).isEqualTo(2);
        }
        assertThat(Postmaster.of(path.resolve("postgresql"))).isEmpty();
    }

    @Test
    void aServiceReachesItsOwnDatabaseOnlyAndOnlyWithItsPassword() throws Exception {
        try (DataFolder data = DataFolder.open(temporary.resolve("data"));
                DatabaseServer server = start(data)) {
            server.create(List.of("payment-service", "ledger-service"));
            var payment = server.access("payment-service");
            var ledger = server.access("ledger-service");
            try (Connection own = connect(payment.url(), payment)) {
                assertThat(own.isValid(1)).isTrue();
            }
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connect(ledger.url(), payment))
                    .withMessageContaining("permission denied for database");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(
                            () -> DriverManager.getConnection(payment.url(), payment.user(), "no"))
                    .withMessageContaining("password authentication failed");
        }
    }

    @Test
    void aFolderThatWasLeftHalfMadeIsMadeAnew() throws Exception {
        Path path = temporary.resolve("data");
        try (DataFolder data = DataFolder.open(path)) {
            Files.createDirectories(data.database().resolve("base"));
            Files.createFile(data.database().resolve("postgresql.conf"));
            try (DatabaseServer server = start(data)) {
                assertThat(server.access("ledger-service").url()).contains("ledger_service");
            }
        }
    }

    private static DatabaseServer start(DataFolder data) throws IOException {
        Files.createDirectories(data.logs());
        var random = new SecureRandom();
        var server =
                DatabaseServer.start(
                        data,
                        Secrets.open(data.secrets(), new Ids(random)),
                        new FreePorts(random).next());
        server.create(List.of("ledger-service"));
        return server;
    }

    private static Connection connect(String url, DatabaseServer.Access access)
            throws SQLException {
        return DriverManager.getConnection(url, access.user(), access.password());
    }

    private static void execute(DatabaseServer server, String sql) throws SQLException {
        var access = server.access("ledger-service");
        try (Connection connection = connect(access.url(), access);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DatabaseServer server) throws SQLException {
        var access = server.access("ledger-service");
        try (Connection connection = connect(access.url(), access);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM kept")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
