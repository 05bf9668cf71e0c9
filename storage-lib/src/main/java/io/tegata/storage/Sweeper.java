package io.tegata.storage;

import io.tegata.storage.Schema.TimeToLive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Deletes on PostgreSQL what Spanner's TTL deletes by itself: rows whose column of the schema's TTL
 * clause lies more than its days back. It looks in a snapshot and deletes by primary key, so that
 * it meets no writer; a row whose time was prolonged meanwhile stays. Safe for use by many threads,
 * and by many instances.
 */
public final class Sweeper {

    /** Rows that one database transaction deletes. */
    static final int BATCH = 500;

    /** Rows of one table that one sweep deletes at most; the next one goes on. */
    static final int MAX_ROWS = 50_000;

    private record Expired(List<Object> key, OffsetDateTime time) {}

    private final Transactions transactions;
    private final Schema schema;
    private final Clock clock;

    public Sweeper(Transactions transactions, Schema schema, Clock clock) {
        this.transactions = transactions;
        this.schema = schema;
        this.clock = clock;
    }

    /** Whether there is anything that could ever be swept here. */
    public boolean isNeeded() {
        return !transactions.dialect().expiresRows() && !schema.timesToLive().isEmpty();
    }

    /** One sweep over all tables; returns how many rows it deleted. */
    public int sweep() {
        int deleted = 0;
        for (TimeToLive ttl : schema.timesToLive()) {
            deleted += sweep(ttl);
        }
        return deleted;
    }

    private int sweep(TimeToLive ttl) {
        Instant limit = clock.instant().minus(Duration.ofDays(ttl.days()));
        int deleted = 0;
        List<Expired> batch;
        do {
            batch = expired(ttl, limit);
            deleted += delete(ttl, batch);
        } while (batch.size() == BATCH && deleted < MAX_ROWS);
        return deleted;
    }

    private List<Expired> expired(TimeToLive ttl, Instant limit) {
        List<String> key = schema.primaryKey(ttl.table());
        String sql =
                "SELECT %s, %s FROM %s WHERE %s < :limit ORDER BY %s LIMIT %d"
                        .formatted(
                                String.join(", ", key),
                                ttl.column(),
                                ttl.table(),
                                ttl.column(),
                                ttl.column(),
                                BATCH);
        return transactions.snapshot(
                "find-expired",
                snapshot -> {
                    var found = new ArrayList<Expired>();
                    snapshot.stream(
                            sql,
                            Map.of("limit", Transaction.time(limit)),
                            (row, _) -> {
                                var values = new ArrayList<Object>();
                                for (String column : key) {
                                    values.add(row.getObject(column));
                                }
                                return new Expired(
                                        values, row.getObject(ttl.column(), OffsetDateTime.class));
                            },
                            found::add);
                    return found;
                });
    }

    private int delete(TimeToLive ttl, List<Expired> batch) {
        if (batch.isEmpty()) {
            return 0;
        }
        var where = new StringJoiner(" AND ");
        schema.primaryKey(ttl.table()).forEach(column -> where.add(column + " = :" + column));
        String sql =
                "DELETE FROM %s WHERE %s AND %s = :expired"
                        .formatted(ttl.table(), where, ttl.column());
        return transactions.readWrite(
                "sweep-" + ttl.table(),
                tx -> {
                    int deleted = 0;
                    for (Expired row : batch) {
                        var statement = tx.sql(sql).param("expired", row.time);
                        int column = 0;
                        for (String name : schema.primaryKey(ttl.table())) {
                            statement = statement.param(name, row.key.get(column++));
                        }
                        deleted += statement.update();
                    }
                    return deleted;
                });
    }
}
