package io.tegata.storage.spanner;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Dialect;
import com.google.cloud.spanner.DmlBatchUpdateCountVerificationFailedException;
import com.google.cloud.spanner.SpannerBatchUpdateException;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.TimestampBound;
import com.google.cloud.spanner.connection.AutocommitDmlMode;
import com.google.cloud.spanner.jdbc.CloudSpannerJdbcConnection;
import com.google.cloud.spanner.jdbc.JdbcSqlException;
import com.google.rpc.Code;
import io.tegata.storage.Row;
import io.tegata.storage.SchemaChangeFailed;
import io.tegata.storage.SchemaText;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.StorageRefused;
import io.tegata.storage.Update;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Google Spanner, PostgreSQL dialect, through its JDBC driver. Updates go out as one batch, inserts
 * ride on the commit as mutations: a database transaction that only writes is two round trips.
 */
public final class SpannerDialect implements io.tegata.storage.Dialect {

    private static final int TAG_LENGTH = 50;
    private static final String DML = "DML";
    private static final String DDL = "DDL";

    /** Spanner builds an index in the background; the driver waits for it. */
    private static final int MAX_SCHEMA_CHANGE_SECONDS = 4 * 60 * 60;

    /**
     * What Spanner refuses for what it was asked. Codes that something in front of it may give as
     * well (no permission, no such session) say nothing of a commit that the client sent twice.
     */
    private static final Set<Code> REFUSALS =
            Set.of(
                    Code.ALREADY_EXISTS,
                    Code.FAILED_PRECONDITION,
                    Code.INVALID_ARGUMENT,
                    Code.OUT_OF_RANGE,
                    Code.UNIMPLEMENTED);

    /** Refusals too of a change of the schema, which no client sends twice. */
    private static final Set<Code> MORE_CHANGE_REFUSALS =
            Set.of(Code.NOT_FOUND, Code.PERMISSION_DENIED, Code.UNAUTHENTICATED);

    private final SQLExceptionTranslator translator = new SpannerExceptionTranslator();

    @Override
    public String name() {
        return "Spanner";
    }

    @Override
    public boolean takes(Connection connection) throws SQLException {
        return connection.isWrapperFor(CloudSpannerJdbcConnection.class);
    }

    /**
     * With {@code auto_batch_dml} a guarded update reports one row at once and is looked at only
     * inside the commit: a debit that found no money would let its credit through.
     */
    @Override
    public void check(Connection connection) throws SQLException {
        CloudSpannerJdbcConnection spanner = spanner(connection);
        if (spanner.isAutoBatchDml()) {
            throw new StorageRefused(
                    "the connection has auto_batch_dml=true, which commits guarded updates unchecked",
                    "take auto_batch_dml out of spring.datasource.url");
        }
        if (!spanner.getAutoCommit()) {
            throw new StorageRefused(
                    "the connection does not commit by itself, so that each lone read would open a"
                            + " database transaction",
                    "set spring.datasource.hikari.auto-commit to true");
        }
        if (!spanner.isRetryAbortsInternally()) {
            throw new StorageRefused(
                    "the connection has retryAbortsInternally=false, so that an aborted database"
                            + " transaction never gets its turn on a busy row",
                    "take retryAbortsInternally out of spring.datasource.url");
        }
        if (spanner.getDialect() != Dialect.POSTGRESQL) {
            throw new StorageRefused(
                    "the database speaks "
                            + spanner.getDialect()
                            + ", and a database's dialect cannot be changed",
                    "create the database with --database-dialect=POSTGRESQL");
        }
    }

    @Override
    public SQLExceptionTranslator translator() {
        return translator;
    }

    @Override
    public Failure kindOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DmlBatchUpdateCountVerificationFailedException) {
                return Failure.REFUSED;
            }
        }
        Code code = code(failure);
        if (code == Code.ABORTED) {
            return Failure.ABORTED;
        }
        return code != null && REFUSALS.contains(code) ? Failure.REFUSED : Failure.UNKNOWN;
    }

    static @Nullable Code code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JdbcSqlException sql) {
                return sql.getCode();
            }
            if (cause instanceof SpannerException spanner) {
                return Code.forNumber(spanner.getErrorCode().getGrpcStatusCode().value());
            }
        }
        return null;
    }

    /** The tag stands in Spanner's transaction statistics and ends with the transaction. */
    @Override
    public void begin(Connection connection, String name) throws SQLException {
        spanner(connection)
                .setTransactionTag(name.substring(0, Math.min(TAG_LENGTH, name.length())));
    }

    @Override
    public void write(Connection connection, List<Update> updates, List<Row> inserts)
            throws SQLException {
        if (!updates.isEmpty()) {
            update(connection, updates);
        }
        if (!inserts.isEmpty()) {
            spanner(connection).bufferedWrite(inserts.stream().map(Mutations::insert).toList());
        }
    }

    /** All of them in one round trip; their counts are looked at before the commit. */
    private static void update(Connection connection, List<Update> updates) throws SQLException {
        long[] hits =
                batch(
                        connection,
                        DML,
                        spanner -> {
                            for (Update update : updates) {
                                try (PreparedStatement statement =
                                        spanner.prepareStatement(update.sql())) {
                                    int position = 1;
                                    for (Object argument : update.arguments()) {
                                        statement.setObject(position++, argument);
                                    }
                                    long _ = statement.executeLargeUpdate();
                                }
                            }
                        });
        if (hits.length != updates.size()) {
            throw new IllegalStateException(
                    "%d updates were answered by %d counts".formatted(updates.size(), hits.length));
        }
        for (int i = 0; i < hits.length; i++) {
            if (hits[i] != updates.get(i).expected()) {
                throw new StaleWrite(updates.get(i), hits[i]);
            }
        }
    }

    @FunctionalInterface
    private interface Filling {
        void fill(Connection connection) throws SQLException;
    }

    /**
     * The driver collects the statements between START BATCH and RUN BATCH and sends them as one
     * request.
     */
    private static long[] batch(Connection connection, String kind, Filling filling)
            throws SQLException {
        try (Statement control = connection.createStatement()) {
            if (kind.equals(DDL)) {
                control.setQueryTimeout(MAX_SCHEMA_CHANGE_SECONDS);
            }
            boolean _ = control.execute("START BATCH " + kind);
            try {
                filling.fill(connection);
            } catch (SQLException | RuntimeException failure) {
                boolean _ = control.execute("ABORT BATCH");
                throw failure;
            }
            boolean _ = control.execute("RUN BATCH");
            try (ResultSet answer = control.getResultSet()) {
                if (answer == null || !answer.next()) {
                    return new long[0];
                }
                Array counts = answer.getArray(1);
                return counts == null
                        ? new long[0]
                        : Arrays.stream((Object[]) counts.getArray())
                                .mapToLong(count -> ((Number) count).longValue())
                                .toArray();
            }
        }
    }

    /**
     * Single reads at one exact timestamp, that of a strong read made first. A read-only
     * transaction would be a round trip more, and emulators before 1.5.38 mix it up with a
     * read-write one of the same session.
     */
    @Override
    public Instant beginSnapshot(Connection connection) throws SQLException {
        CloudSpannerJdbcConnection spanner = spanner(connection);
        Instant at;
        try (Statement statement = spanner.createStatement();
                ResultSet one = statement.executeQuery("SELECT 1")) {
            boolean _ = one.next();
            at = spanner.getReadTimestamp().toInstant();
        }
        spanner.setReadOnlyStaleness(
                TimestampBound.ofReadTimestamp(
                        Timestamp.ofTimeSecondsAndNanos(at.getEpochSecond(), at.getNano())));
        return at;
    }

    @Override
    public void endSnapshot(Connection connection) throws SQLException {
        spanner(connection).setReadOnlyStaleness(TimestampBound.strong());
    }

    /** The driver streams by itself; a number would be how many of its large pieces it holds. */
    @Override
    public int fetchSize() {
        return 0;
    }

    /** While rows are read, the driver throws what is no SQLException. */
    @Override
    public RuntimeException translated(RuntimeException failure) {
        if (!(failure instanceof SpannerException)) {
            return failure;
        }
        RuntimeException translated =
                translator.translate("read", null, new SQLException(failure.getMessage(), failure));
        return translated == null ? failure : translated;
    }

    @Override
    public List<String> statements(String migration) {
        return SchemaText.forSpanner(migration);
    }

    @Override
    public boolean changesSchemaInTransactions() {
        return false;
    }

    @Override
    public boolean expiresRows() {
        return true;
    }

    @Override
    public void changeSchema(Connection connection, List<String> statements) throws SQLException {
        try {
            long[] _ =
                    batch(
                            connection,
                            DDL,
                            spanner -> {
                                try (Statement open = spanner.createStatement()) {
                                    for (String statement : statements) {
                                        boolean _ = open.execute(statement);
                                    }
                                }
                            });
        } catch (SQLException failure) {
            throw new SchemaChangeFailed(applied(failure), isChangeRefused(failure), failure);
        }
    }

    /**
     * Partitioned DML: no limit of rows, each part a transaction of its own. An INSERT is one
     * transaction, since Spanner partitions what is there only.
     */
    @Override
    public void changeData(Connection connection, String statement) throws SQLException {
        CloudSpannerJdbcConnection spanner = spanner(connection);
        boolean insert = statement.strip().toLowerCase(Locale.ROOT).startsWith("insert");
        spanner.setAutocommitDmlMode(
                insert
                        ? AutocommitDmlMode.TRANSACTIONAL
                        : AutocommitDmlMode.PARTITIONED_NON_ATOMIC);
        try (Statement open = spanner.createStatement()) {
            open.setQueryTimeout(MAX_SCHEMA_CHANGE_SECONDS);
            long _ = open.executeLargeUpdate(statement);
        } finally {
            spanner.setAutocommitDmlMode(AutocommitDmlMode.TRANSACTIONAL);
        }
    }

    private static boolean isChangeRefused(SQLException failure) {
        Code code = code(failure);
        return code != null && (REFUSALS.contains(code) || MORE_CHANGE_REFUSALS.contains(code));
    }

    private static int applied(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SpannerBatchUpdateException batch) {
                return Math.toIntExact(Arrays.stream(batch.getUpdateCounts()).sum());
            }
        }
        return 0;
    }

    private static CloudSpannerJdbcConnection spanner(Connection connection) throws SQLException {
        return connection.unwrap(CloudSpannerJdbcConnection.class);
    }
}
