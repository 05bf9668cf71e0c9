package io.tegata.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * The one door to a service's database: SERIALIZABLE database transactions, run again when the
 * database aborts them (PostgreSQL 40001 and 40P01, Spanner ABORTED), at most {@value
 * #MAX_ATTEMPTS} times with jitter and inside the request's {@link Deadline}. While one is open,
 * {@link #isOpen()} is true and the HTTP client refuses to send. Safe for use by many threads.
 */
public final class Transactions {

    static final int MAX_ATTEMPTS = 8;
    private static final long MIN_PAUSE_MILLIS = 2;
    private static final long MAX_PAUSE_MILLIS = 50;

    /** What the databases themselves enforce: no database transaction lives longer. */
    private static final Duration MAX_TIME = Duration.ofSeconds(15);

    private final Dialect dialect;
    private final Schema schema;
    private final DataSource source;
    private final JdbcTransactionManager manager;
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Snapshots snapshots;
    private final RandomGenerator jitter;

    /** Snapshots share the connections of everything else. */
    public Transactions(DataSource source, RandomGenerator jitter, Schema schema) {
        this(source, source, jitter, schema);
    }

    /**
     * @param source connections for database transactions and lone reads
     * @param snapshots connections for {@link #snapshot}, which may take long
     * @param schema in whose order rows are updated
     * @throws StorageRefused when money could go wrong with the database, or it cannot be reached
     */
    public Transactions(
            DataSource source, DataSource snapshots, RandomGenerator jitter, Schema schema) {
        this.dialect = dialect(source);
        this.schema = schema;
        this.source = source;
        this.manager = new JdbcTransactionManager(source);
        // A failed commit must end in a rollback: cleaning up by setAutoCommit(true) would commit.
        this.manager.setRollbackOnCommitFailure(true);
        this.manager.setExceptionTranslator(dialect.translator());
        this.jdbc = new TranslatingTemplate(source, dialect);
        this.client = JdbcClient.create(jdbc);
        this.snapshots = new Snapshots(snapshots, dialect);
        this.jitter = jitter;
    }

    private static Dialect dialect(DataSource source) {
        try (Connection connection = source.getConnection()) {
            for (Dialect dialect : dialects().toList()) {
                if (dialect.takes(connection)) {
                    dialect.check(connection);
                    return dialect;
                }
            }
            throw new StorageRefused(
                    "nobody here knows the database behind the driver "
                            + connection.getMetaData().getDriverName(),
                    "use a jdbc:postgresql or a jdbc:cloudspanner URL; for Spanner the module"
                            + " storage-spanner must be on the class path");
        } catch (StorageRefused refused) {
            throw refused;
        } catch (SQLException | RuntimeException failure) {
            // Some drivers throw their own exceptions while they are asked about themselves.
            throw new StorageRefused(
                    "the database cannot be used: " + failure.getMessage(),
                    "check spring.datasource.url, that the database is there, and that this"
                            + " service's account may use it",
                    failure);
        }
    }

    private static Stream<Dialect> dialects() {
        return Stream.concat(
                Stream.of(new PostgresDialect()),
                ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get));
    }

    /**
     * Whether this thread is inside a database transaction: nothing but database work may happen
     * then.
     */
    public static boolean isOpen() {
        return OpenTransaction.exists();
    }

    /**
     * Runs the work and commits. The name tags the database transaction in logs and statistics.
     *
     * @throws StaleWrite when a guarded write hit another number of rows, or a key to insert was
     *     there; rolled back
     * @throws CommitUnknown when the connection broke during the commit; ask by key, never retry
     *     blind
     * @throws StorageBusy when it was aborted {@value #MAX_ATTEMPTS} times, or the request's time
     *     was over; rolled back
     */
    public <T extends @Nullable Object> T readWrite(String name, Work<T> work) {
        return readWrite(name, MAX_TIME, work);
    }

    /** As {@link #readWrite}, for changes of the schema, which may build an index for hours. */
    <T extends @Nullable Object> T readWrite(String name, Duration most, Work<T> work) {
        refuseInside(name);
        for (int attempt = 1; ; attempt++) {
            Duration left = Deadline.leftAtMost(most);
            if (left.isZero()) {
                throw StorageBusy.outOfTime(name, null);
            }
            try {
                return ScopedValue.where(OpenTransaction.NAME, name)
                        .call(() -> attempt(name, work, left));
            } catch (TransactionTimedOutException | QueryTimeoutException tooLong) {
                throw StorageBusy.outOfTime(name, tooLong);
            } catch (RuntimeException failure) {
                if (dialect.kindOf(failure) != Dialect.Failure.ABORTED) {
                    throw isLost(failure) ? StorageBusy.lost(name, failure) : failure;
                }
                if (attempt == MAX_ATTEMPTS) {
                    throw StorageBusy.aborted(name, attempt, failure);
                }
                pause(name, attempt, failure);
            }
        }
    }

    /** As {@link #readWrite}, for work that has no answer. */
    public void write(String name, Consumer<Transaction> work) {
        var _ =
                readWrite(
                        name,
                        tx -> {
                            work.accept(tx);
                            return null;
                        });
    }

    /**
     * Reads that all see the database as it was at one instant: at an exact timestamp on Spanner,
     * in one snapshot on PostgreSQL. It holds no locks, is never aborted, and streams any number of
     * rows in constant memory.
     */
    public <T extends @Nullable Object> T snapshot(String name, Function<Snapshot, T> work) {
        refuseInside(name);
        return snapshots.read(name, work);
    }

    /** As {@link #snapshot}, for work that hands its rows on instead of answering. */
    public void read(String name, Consumer<Snapshot> work) {
        var _ =
                snapshot(
                        name,
                        snapshot -> {
                            work.accept(snapshot);
                            return null;
                        });
    }

    /**
     * A lone read outside any database transaction: one round trip.
     *
     * @throws IllegalStateException inside a database transaction: it would need a second
     *     connection, and see another state
     */
    public JdbcClient.StatementSpec sql(String sql) {
        refuseInside("a lone statement");
        return client.sql(SpannerSubset.checked(sql));
    }

    /** The database's own time: what {@link Row#databaseTime} stores. */
    public Instant databaseTime() {
        return sql("SELECT CURRENT_TIMESTAMP").query(OffsetDateTime.class).single().toInstant();
    }

    Dialect dialect() {
        return dialect;
    }

    /** A connection outside any database transaction, for changes of the schema. */
    Connection connection() throws SQLException {
        return source.getConnection();
    }

    static DataAccessException translated(Dialect dialect, String task, SQLException failure) {
        return Objects.requireNonNullElseGet(
                dialect.translator().translate(task, null, failure),
                () -> new UncategorizedSQLException(task, null, failure));
    }

    /** In the work, never in the commit: a lock or a line that was lost leaves nothing behind. */
    private static boolean isLost(RuntimeException failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessResourceException
                || failure instanceof PessimisticLockingFailureException;
    }

    private static void refuseInside(String name) {
        if (isOpen()) {
            throw new IllegalStateException(
                    name
                            + " was started inside "
                            + OpenTransaction.NAME.get()
                            + ": database transactions do not nest");
        }
    }

    private <T extends @Nullable Object> T attempt(String name, Work<T> work, Duration left) {
        var definition = new DefaultTransactionDefinition();
        definition.setName(name);
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        definition.setTimeout(Math.toIntExact(Math.max(1, left.toSeconds())));
        TransactionStatus status = begin(name, definition);
        T result;
        try {
            inConnection(name, connection -> dialect.begin(connection, name));
            var writes = new UnitOfWork(schema);
            result = work.in(new Transaction(client, writes));
            if (!writes.isEmpty()) {
                inConnection(name, connection -> writes.flush(connection, dialect));
            }
        } catch (DuplicateKeyException taken) {
            rollBack(status, taken);
            throw new StaleWrite(taken);
        } catch (RuntimeException | Error failure) {
            rollBack(status, failure);
            throw failure;
        }
        try {
            manager.commit(status);
        } catch (DuplicateKeyException taken) {
            throw new StaleWrite(taken);
        } catch (RuntimeException failure) {
            throw dialect.kindOf(failure) == Dialect.Failure.UNKNOWN
                    ? new CommitUnknown(name, failure)
                    : failure;
        }
        return result;
    }

    private TransactionStatus begin(String name, TransactionDefinition definition) {
        try {
            return manager.getTransaction(definition);
        } catch (CannotCreateTransactionException noConnection) {
            throw noConnection.contains(SQLTransientConnectionException.class)
                    ? StorageBusy.noConnection(name, noConnection)
                    : noConnection;
        }
    }

    @FunctionalInterface
    private interface ConnectionWork {
        void on(Connection connection) throws SQLException;
    }

    private void inConnection(String name, ConnectionWork work) {
        var _ =
                jdbc.execute(
                        (Connection connection) -> {
                            try {
                                work.on(connection);
                            } catch (SQLException failure) {
                                throw translated(dialect, name, failure);
                            }
                            return null;
                        });
    }

    private void rollBack(TransactionStatus status, Throwable cause) {
        try {
            manager.rollback(status);
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private void pause(String name, int attempt, RuntimeException aborted) {
        long ceiling = Math.min(MAX_PAUSE_MILLIS, MIN_PAUSE_MILLIS << attempt);
        Duration pause = Duration.ofMillis(jitter.nextLong(MIN_PAUSE_MILLIS, ceiling + 1));
        if (Deadline.leftAtMost(MAX_TIME).compareTo(pause) <= 0) {
            throw StorageBusy.outOfTime(name, aborted);
        }
        LockSupport.parkNanos(pause.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException(
                    "interrupted between attempts of a database transaction");
        }
    }
}
