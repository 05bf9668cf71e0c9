package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform's own PostgreSQL: durable ({@code fsync} and {@code synchronous_commit} are on, or
 * it does not start), with one database per service, each owned by a role that can connect to
 * nothing else.
 */
final class DatabaseServer implements Databases {

    /** How a service reaches its database. */
    record Access(String url, String user, String password) {}

    private static final Logger log = LoggerFactory.getLogger(DatabaseServer.class);

    /** Five services with a pool of 16 each, and room for a person with psql. */
    private static final int MAX_CONNECTIONS = 120;

    /** SERIALIZABLE remembers what was read; with too little room it locks whole tables. */
    private static final int MAX_PREDICATE_LOCKS = 256;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** The mark in its folder that it was made whole. */
    private static final String MADE = "tegata-made";

    /** Passwords everywhere: another user of this machine is not a service of the platform. */
    private static final String HOST_ACCESS =
            """
            # TYPE  DATABASE  USER  ADDRESS       METHOD
            host    all       all   127.0.0.1/32  scram-sha-256
            host    all       all   ::1/128       scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final Path folder;
    private final Secrets secrets;

    private DatabaseServer(EmbeddedPostgres server, Path folder, Secrets secrets) {
        this.server = server;
        this.folder = folder;
        this.secrets = secrets;
    }

    /** Starts it in its folder, which the caller has locked, after stopping what was left there. */
    static DatabaseServer start(DataFolder data, Secrets secrets, int port) {
        Path folder = data.database();
        Postmaster.stopOrphan(folder);
        Path output = data.logs().resolve("postgresql.log");
        try {
            // Of this start only, and appended to: starting and stopping are several processes.
            Files.deleteIfExists(output);
            var appended = ProcessBuilder.Redirect.appendTo(output.toFile());
            discardHalfMade(folder);
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(folder)
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPort(port)
                            .setPGStartupWait(START_LIMIT)
                            .setOutputRedirector(appended)
                            .setErrorRedirector(appended)
                            .setLocaleConfig("locale", "C")
                            .setConnectConfig("password", secrets.get("database.postgres"))
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("full_page_writes", "on")
                            .setServerConfig("max_connections", String.valueOf(MAX_CONNECTIONS))
                            .setServerConfig(
                                    "max_pred_locks_per_transaction",
                                    String.valueOf(MAX_PREDICATE_LOCKS))
                            .setServerConfig("listen_addresses", "127.0.0.1,::1")
                            .setServerConfig("unix_socket_directories", "")
                            .setServerConfig("log_min_messages", "log")
                            .setServerConfig("log_checkpoints", "off")
                            .start();
            var started = new DatabaseServer(server, folder, secrets);
            started.prepare();
            return started;
        } catch (IOException | IllegalStateException failure) {
            throw Refused.because(
                    "PostgreSQL could not start in " + folder + "; " + output + " says why.",
                    failure);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    /** Makes each database and its role. */
    @Override
    public void create(List<String> services) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String service : services) {
                create(statement, name(service), secrets.get("database." + service));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("the databases cannot be made", failure);
        }
    }

    @Override
    public List<String> settings(String service) {
        Access access = access(service);
        return List.of(
                "--spring.datasource.url=" + access.url,
                "--spring.datasource.username=" + access.user,
                "--spring.datasource.password=" + access.password);
    }

    Access access(String service) {
        String name = name(service);
        return new Access(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name,
                name,
                secrets.get("database." + service));
    }

    /** Fast shutdown: everything is on disk when this returns. */
    @Override
    public void close() {
        try {
            server.close();
            var left = Postmaster.of(folder);
            if (left.isPresent()) {
                log.info("PostgreSQL takes longer than usual to write its last checkpoint");
                var _ =
                        left.get()
                                .onExit()
                                .completeOnTimeout(
                                        left.get(), STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                                .join();
            }
        } catch (IOException failure) {
            log.warn("PostgreSQL did not stop cleanly; the next start recovers", failure);
        }
    }

    /** Durability is checked, not assumed: this library's default is to do without. */
    private void prepare() throws IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            requireOn(statement, "fsync");
            requireOn(statement, "synchronous_commit");
            Path access = folder.resolve("pg_hba.conf");
            if (!Files.readString(access).equals(HOST_ACCESS)) {
                statement.execute(
                        "ALTER ROLE postgres PASSWORD '" + secrets.get("database.postgres") + "'");
                Files.writeString(access, HOST_ACCESS, StandardOpenOption.TRUNCATE_EXISTING);
                statement.execute("SELECT pg_reload_conf()");
            }
            if (!Files.exists(folder.resolve(MADE))) {
                Files.createFile(folder.resolve(MADE));
            }
        } catch (SQLException failure) {
            throw new IOException("PostgreSQL cannot be prepared", failure);
        }
    }

    private static void requireOn(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
            if (!row.next() || !row.getString(1).equals("on")) {
                throw new IllegalStateException(
                        "PostgreSQL runs with " + setting + " off: a commit could be lost");
            }
        }
    }

    private static void create(Statement statement, String name, String password)
            throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")) {
            statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
        }
        if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            // Spanner sorts text by its bytes; so does the C collation.
            statement.execute(
                    "CREATE DATABASE "
                            + name
                            + " OWNER "
                            + name
                            + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        }
        statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /**
     * A process killed while PostgreSQL's folder was being made leaves one that never starts. It
     * holds nothing yet: the mark is set before the first service gets a database.
     */
    private static void discardHalfMade(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(MADE))) {
            DataFolder.delete(folder);
        }
    }

    private static String name(String service) {
        return service.replace('-', '_');
    }
}
