package io.tegata.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Plain PostgreSQL, version 17 or later: embedded, Cloud SQL, AlloyDB or any other. */
final class PostgresDialect implements Dialect {

    /** PostgreSQL's protocol counts parameters in 16 bits. */
    private static final int MAX_PARAMETERS = 32_000;

    private static final int MAX_ROWS_PER_STATEMENT = 500;
    private static final int OLDEST_MAJOR = 17;
    private static final long MAX_TRANSACTION_MILLIS = 15_000;
    private static final int FETCH_ROWS = 1_000;

    private static final SQLExceptionTranslator BY_CLASS = new SQLStateSQLExceptionTranslator();

    private record Shape(String table, Set<String> columns) {}

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public boolean takes(Connection connection) throws SQLException {
        return connection
                .getMetaData()
                .getDriverName()
                .toLowerCase(Locale.ROOT)
                .startsWith("postgresql");
    }

    /**
     * transaction_timeout, on which the settled cut of reconciliation rests, came with version 17.
     */
    @Override
    public void check(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_MAJOR) {
            throw new StorageRefused(
                    "the database is PostgreSQL " + major,
                    "use PostgreSQL " + OLDEST_MAJOR + " or later");
        }
        try (Statement statement = connection.createStatement();
                ResultSet milliseconds =
                        statement.executeQuery(
                                "SELECT setting FROM pg_settings WHERE name = 'transaction_timeout'")) {
            boolean _ = milliseconds.next();
            long timeout = milliseconds.getLong(1);
            if (timeout == 0 || timeout > MAX_TRANSACTION_MILLIS) {
                throw new StorageRefused(
                        "database transactions may live for "
                                + (timeout == 0 ? "ever" : timeout + " ms")
                                + ", and reconciliation relies on at most "
                                + MAX_TRANSACTION_MILLIS
                                + " ms",
                        "leave spring.datasource.hikari.data-source-properties.options as it is, or"
                                + " set transaction_timeout for this service's role; a pooler"
                                + " between must pass it on");
            }
        }
    }

    @Override
    public SQLExceptionTranslator translator() {
        return PostgresDialect::translate;
    }

    /** 55P03 is a lock that did not come in time, 25P04 a transaction that lived too long. */
    private static @Nullable DataAccessException translate(
            String task, @Nullable String sql, SQLException failure) {
        String message = task + ": " + failure.getMessage();
        return switch (failure.getSQLState()) {
            case "55P03" -> new CannotAcquireLockException(message, failure);
            case "25P04" -> new QueryTimeoutException(message, failure);
            case null, default -> BY_CLASS.translate(task, sql, failure);
        };
    }

    /**
     * 40001 and 40P01 are aborts (PostgreSQL's documentation, appendix A). Of a commit only what
     * the server itself refuses is certain: classes 23, 25 and 40 (but 40003, which says that it
     * does not know).
     */
    @Override
    public Failure kindOf(Throwable failure) {
        @Nullable String state = sqlState(failure);
        if ("40001".equals(state) || "40P01".equals(state)) {
            return Failure.ABORTED;
        }
        return state != null
                        && (state.startsWith("23")
                                || state.startsWith("25")
                                || (state.startsWith("40") && !state.equals("40003")))
                ? Failure.REFUSED
                : Failure.UNKNOWN;
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    @Override
    public void begin(Connection connection, String name) {
        // PostgreSQL keeps no tags, and a statement that sets one would be a round trip.
    }

    @Override
    public void write(Connection connection, List<Update> updates, List<Row> inserts)
            throws SQLException {
        for (Update update : updates) {
            try (PreparedStatement statement = connection.prepareStatement(update.sql())) {
                int position = 1;
                for (Object argument : update.arguments()) {
                    statement.setObject(position++, argument);
                }
                int hit = statement.executeUpdate();
                if (hit != update.expected()) {
                    throw new StaleWrite(update, hit);
                }
            }
        }
        var shapes = new LinkedHashMap<Shape, List<Row>>();
        for (Row row : inserts) {
            shapes.computeIfAbsent(
                            new Shape(row.table(), row.columns().keySet()), _ -> new ArrayList<>())
                    .add(row);
        }
        for (Map.Entry<Shape, List<Row>> alike : shapes.entrySet()) {
            List<Row> rows = alike.getValue();
            int perStatement =
                    Math.min(
                            MAX_ROWS_PER_STATEMENT, MAX_PARAMETERS / alike.getKey().columns.size());
            for (int from = 0; from < rows.size(); from += perStatement) {
                insert(connection, rows.subList(from, Math.min(rows.size(), from + perStatement)));
            }
        }
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        List<String> columns = List.copyOf(rows.getFirst().columns().keySet());
        var values = new StringJoiner(", ");
        for (Row row : rows) {
            var marks = new StringJoiner(", ", "(", ")");
            columns.forEach(column -> marks.add(mark(row.value(column))));
            values.add(marks.toString());
        }
        String sql =
                "INSERT INTO "
                        + rows.getFirst().table()
                        + " ("
                        + String.join(", ", columns)
                        + ") VALUES "
                        + values;
        try (PreparedStatement statement =
                connection.prepareStatement(SpannerSubset.checked(sql))) {
            bind(statement, columns, rows);
            int _ = statement.executeUpdate();
        }
    }

    private static String mark(Object value) {
        return switch (value) {
            case Row.Json _ -> "CAST(? AS jsonb)";
            case Row.DatabaseTime _ -> "CURRENT_TIMESTAMP";
            default -> "?";
        };
    }

    private static void bind(PreparedStatement statement, List<String> columns, List<Row> rows)
            throws SQLException {
        int position = 1;
        for (Row row : rows) {
            for (String column : columns) {
                switch (row.value(column)) {
                    case Row.Json json -> statement.setString(position++, json.text());
                    case Row.DatabaseTime _ -> {}
                    case Object value -> statement.setObject(position++, value);
                }
            }
        }
    }

    /**
     * REPEATABLE READ: one snapshot of all that was committed at its first statement, which never
     * waits and is never aborted. SERIALIZABLE would add that a read-only transaction agrees with
     * an order of the writers that is not their order of commit; nobody here reads for that.
     */
    @Override
    public Instant beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            boolean _ =
                    statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            try (ResultSet now = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
                boolean _ = now.next();
                return now.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    @Override
    public void endSnapshot(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /** Rows that are fetched at once: without it the driver would take them all. */
    @Override
    public int fetchSize() {
        return FETCH_ROWS;
    }

    @Override
    public List<String> statements(String migration) {
        return SchemaText.forPostgres(migration);
    }

    @Override
    public boolean changesSchemaInTransactions() {
        return true;
    }

    @Override
    public boolean expiresRows() {
        return false;
    }

    @Override
    public void changeSchema(Connection connection, List<String> statements) {
        throw new UnsupportedOperationException("PostgreSQL changes its schema in a transaction");
    }

    @Override
    public void changeData(Connection connection, String statement) {
        throw new UnsupportedOperationException("PostgreSQL changes its data in a transaction");
    }
}
