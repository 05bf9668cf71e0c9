package io.tegata.storage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One open database transaction: reads go out at once, writes are buffered and sent together before
 * the commit. Only valid while its {@link Work} runs, and only for the thread that runs it.
 */
public final class Transaction {

    private final JdbcClient client;
    private final UnitOfWork writes;

    Transaction(JdbcClient client, UnitOfWork writes) {
        this.client = client;
        this.writes = writes;
    }

    /** A statement that runs at once: a query, or an INSERT … ON CONFLICT DO NOTHING RETURNING. */
    public JdbcClient.StatementSpec sql(String sql) {
        return client.sql(SpannerSubset.checked(sql));
    }

    /**
     * Buffers one row to insert. A key that is there already fails the whole database transaction.
     */
    public void insert(Row row) {
        writes.insert(row);
    }

    /**
     * Buffers a guarded update (or delete) with {@code ?} marks that must hit exactly {@code
     * expected} rows. It runs before the inserts, and does not see them.
     */
    public void update(int expected, String sql, @Nullable Object... arguments) {
        @Nullable Object[] bound = new @Nullable Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            bound[i] = arguments[i] instanceof Instant time ? time(time) : arguments[i];
        }
        writes.update(expected, sql, bound);
    }

    /** An instant as both drivers take it: UTC, to the microsecond. */
    public static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
