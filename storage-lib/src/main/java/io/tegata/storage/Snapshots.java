package io.tegata.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads at one instant, on a connection of their own; safe for use by many threads. */
final class Snapshots {

    /** Rows that a driver fetches at once. */
    static final int FETCH = 1_000;

    private final DataSource source;
    private final Dialect dialect;

    Snapshots(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    <T extends @Nullable Object> T read(String name, Function<Snapshot, T> work) {
        try (Connection connection = connection(name)) {
            Instant at = dialect.beginSnapshot(connection);
            try {
                return ScopedValue.where(OpenTransaction.NAME, name)
                        .call(() -> work.apply(new Snapshot(at, jdbc(connection))));
            } finally {
                dialect.endSnapshot(connection);
            }
        } catch (SQLException failure) {
            throw Transactions.translated(dialect, name, failure);
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
        var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        jdbc.setExceptionTranslator(dialect.translator());
        jdbc.setFetchSize(FETCH);
        return new NamedParameterJdbcTemplate(jdbc);
    }
}
