package io.tegata.storage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row to insert, as data: a table and its columns. Null values are left out. Not for use by
 * many threads.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Boolean}, {@code byte[]} and {@link Instant}
 * (kept to the microsecond, which both databases hold); {@link #json} and {@link #databaseTime}
 * mark the two special ones.
 */
public final class Row {

    /** A value of a {@code jsonb} column. */
    public record Json(String text) {}

    /** The database's own time of this transaction, never the application's clock. */
    public enum DatabaseTime {
        NOW
    }

    private final String table;
    private final Map<String, Object> columns = new LinkedHashMap<>();

    private Row(String table) {
        this.table = table;
    }

    public static Row into(String table) {
        return new Row(table);
    }

    public Row set(String column, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Instant time ->
                    columns.put(
                            column, time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
            case Integer number -> columns.put(column, number.longValue());
            case String _, Long _, Boolean _, byte[] _ -> columns.put(column, value);
            default ->
                    throw new IllegalArgumentException(
                            "column "
                                    + column
                                    + " cannot hold a "
                                    + value.getClass().getSimpleName());
        }
        return this;
    }

    public Row json(String column, @Nullable String text) {
        if (text != null) {
            columns.put(column, new Json(text));
        }
        return this;
    }

    /**
     * The time of the commit on Spanner, of the begin on PostgreSQL. On Spanner the column is a
     * {@code spanner.commit_timestamp}.
     */
    public Row databaseTime(String column) {
        columns.put(column, DatabaseTime.NOW);
        return this;
    }

    public String table() {
        return table;
    }

    /**
     * Its columns with their values, none of them null: {@link String}, {@link Long}, {@link
     * Boolean}, {@code byte[]}, {@link java.time.OffsetDateTime}, {@link Json}, {@link
     * DatabaseTime}.
     */
    public Map<String, Object> columns() {
        return Collections.unmodifiableMap(columns);
    }

    Object value(String column) {
        return Objects.requireNonNull(columns.get(column));
    }
}
