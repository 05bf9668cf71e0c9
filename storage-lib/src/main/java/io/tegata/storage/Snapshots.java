package io.tegata.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads at one instant, on a connection of their own; safe for use by many threads. */
final class Snapshots {

    /** An export of a month; PostgreSQL's own limit for these connections is the same. */
    private static final Duration MAX_READ = Duration.ofMinutes(10);

    private final DataSource source;
    private final Dialect dialect;

    Snapshots(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    <T extends @Nullable Object> T read(String name, Function<Snapshot, T> work) {
        try (Connection connection = connection(name)) {
            Instant at = dialect.beginSnapshot(connection);
            T result;
            try {
                result =
                        ScopedValue.where(OpenTransaction.NAME, name)
                                .call(() -> work.apply(new Snapshot(at, jdbc(connection))));
            } catch (RuntimeException | Error failure) {
                end(connection, failure);
                throw failure;
            }
            dialect.endSnapshot(connection);
            return result;
        } catch (SQLException failure) {
            throw Transactions.translated(dialect, name, failure);
        }
    }

    private void end(Connection connection, Throwable failure) {
        try {
            dialect.endSnapshot(connection);
        } catch (SQLException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private Connection connection(String name) throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLTransientConnectionException allTaken) {
            throw StorageBusy.noConnection(name, allTaken);
        }
    }

    private NamedParameterJdbcTemplate jdbc(Connection connection) {
        var jdbc =
                new TranslatingTemplate(new SingleConnectionDataSource(connection, true), dialect);
        jdbc.setFetchSize(dialect.fetchSize());
        jdbc.setQueryTimeout(Math.toIntExact(MAX_READ.toSeconds()));
        return new NamedParameterJdbcTemplate(jdbc);
    }
}
