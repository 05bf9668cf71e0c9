package io.tegata.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * The one door to a service's database: SERIALIZABLE database transactions, run again when the
 * database aborts them (PostgreSQL 40001 and 40P01), at most {@value #MAX_ATTEMPTS} times with
 * jitter. While one is open, {@link #isOpen()} is true and the HTTP client refuses to send. Safe
 * for use by many threads.
 */
public final class Transactions {

    static final int MAX_ATTEMPTS = 8;
    private static final long MIN_PAUSE_MILLIS = 2;
    private static final long MAX_PAUSE_MILLIS = 50;

    private final JdbcTransactionManager manager;
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final RandomGenerator jitter;

    public Transactions(DataSource source, RandomGenerator jitter) {
        this.manager = new JdbcTransactionManager(source);
        // A failed commit must end in a rollback: cleaning up by setAutoCommit(true) would commit.
        this.manager.setRollbackOnCommitFailure(true);
        this.jdbc = new JdbcTemplate(source);
        this.client = JdbcClient.create(jdbc);
        this.jitter = jitter;
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
     * @throws StorageBusy when it was aborted {@value #MAX_ATTEMPTS} times; rolled back
     */
    public <T extends @Nullable Object> T readWrite(String name, Work<T> work) {
        return run(name, work, false);
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

    /** Runs two or more reads on one snapshot. */
    public <T extends @Nullable Object> T readOnly(String name, Work<T> work) {
        return run(name, work, true);
    }

    /** A lone read outside any database transaction: one round trip. */
    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(SpannerSubset.checked(sql));
    }

    /** The database's own time: what {@link Row#databaseTime} stores. */
    public Instant databaseTime() {
        return sql("SELECT CURRENT_TIMESTAMP").query(OffsetDateTime.class).single().toInstant();
    }

    private <T extends @Nullable Object> T run(String name, Work<T> work, boolean readOnly) {
        if (isOpen()) {
            throw new IllegalStateException(
                    name
                            + " was started inside "
                            + OpenTransaction.NAME.get()
                            + ": database transactions do not nest");
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return ScopedValue.where(OpenTransaction.NAME, name)
                        .call(() -> attempt(name, work, readOnly));
            } catch (RuntimeException failure) {
                if (!isAborted(failure)) {
                    throw failure;
                }
                if (attempt == MAX_ATTEMPTS) {
                    throw new StorageBusy(name, attempt, failure);
                }
            }
            pause(attempt);
        }
    }

    private <T extends @Nullable Object> T attempt(String name, Work<T> work, boolean readOnly) {
        var definition = new DefaultTransactionDefinition();
        definition.setName(name);
        definition.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        definition.setReadOnly(readOnly);
        TransactionStatus status = manager.getTransaction(definition);
        T result;
        try {
            var tx = new Transaction(jdbc, client);
            result = work.in(tx);
            tx.flush();
        } catch (DuplicateKeyException taken) {
            rollBack(status, taken);
            throw new StaleWrite(taken);
        } catch (RuntimeException | Error failure) {
            rollBack(status, failure);
            throw failure;
        }
        try {
            manager.commit(status);
        } catch (RuntimeException failure) {
            throw isConnectionLost(failure) ? new CommitUnknown(name, failure) : failure;
        }
        return result;
    }

    private void rollBack(TransactionStatus status, Throwable cause) {
        try {
            manager.rollback(status);
        } catch (RuntimeException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private static boolean isAborted(Throwable failure) {
        String state = sqlState(failure);
        return "40001".equals(state) || "40P01".equals(state);
    }

    /** Class 08 is PostgreSQL's "connection exception"; 57P01–57P03 are a server that goes away. */
    private static boolean isConnectionLost(Throwable failure) {
        String state = sqlState(failure);
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    private void pause(int attempt) {
        long ceiling = Math.min(MAX_PAUSE_MILLIS, MIN_PAUSE_MILLIS << attempt);
        LockSupport.parkNanos(
                Duration.ofMillis(jitter.nextLong(MIN_PAUSE_MILLIS, ceiling + 1)).toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException(
                    "interrupted between attempts of a database transaction");
        }
    }
}
