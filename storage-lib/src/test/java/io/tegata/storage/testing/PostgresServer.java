package io.tegata.storage.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One embedded PostgreSQL for the test JVM. */
public final class PostgresServer implements TestServer {

    private static final int MAX_CONNECTIONS = 200;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public Optional<String> absent() {
        return Optional.empty();
    }

    @Override
    public DataSource fresh() {
        return server().getDatabase("postgres", create());
    }

    @Override
    public DataSource another(DataSource same) {
        return same;
    }

    @Override
    public String freshArgument() {
        return "--spring.datasource.url=" + freshUrl();
    }

    /** The JDBC URL of a new, empty database. */
    public static String freshUrl() {
        return server().getJdbcUrl("postgres", create());
    }

    /**
     * The JDBC URL of a new, empty database for a role of its own, which owns it and is no
     * superuser.
     */
    public static String freshUrlOfItsOwnRole() {
        String name = create();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + name + " LOGIN");
            statement.execute("ALTER DATABASE " + name + " OWNER TO " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot give " + name + " to its own role", failure);
        }
        return server().getJdbcUrl(name, name);
    }

    private static String create() {
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // Spanner sorts text by its bytes; so does the C collation.
            statement.execute(
                    "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot create " + name, failure);
        }
        return name;
    }

    private static synchronized EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                running =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", String.valueOf(MAX_CONNECTIONS))
                                .setServerConfig("max_pred_locks_per_transaction", "256")
                                .setServerConfig("transaction_timeout", "15s")
                                .start();
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot start the embedded PostgreSQL", failure);
            }
            server = running;
        }
        return running;
    }
}
