package io.tegata.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with all that hangs on it. The comment is the one above its CREATE TABLE, or empty; the
 * rights are those that the service's own role has given up on PostgreSQL.
 */
record Table(
        String name,
        String comment,
        List<Column> columns,
        List<String> primaryKey,
        List<Check> checks,
        List<ForeignKey> foreignKeys,
        List<Index> indexes,
        @Nullable Interleaving interleaving,
        @Nullable TimeToLive timeToLive,
        List<String> revokedRights) {

    /**
     * A type has its length with it, as in {@code varchar(40)}. The note is its comment, or empty.
     */
    record Column(
            String name,
            String type,
            String spannerType,
            boolean nullable,
            @Nullable String defaultValue,
            String note) {}

    /** The name is empty where the migration gives none. */
    record Check(String name, String condition) {}

    /** The name is empty where the migration gives none. */
    record ForeignKey(
            String name,
            List<String> columns,
            String references,
            List<String> referencedColumns,
            boolean cascades) {}

    /** Rows of which a column of {@code notNull} is null are not in it. */
    record Index(
            String name,
            boolean unique,
            List<String> columns,
            List<String> included,
            List<String> notNull,
            Set<Dialect> databases,
            String note) {}

    /** Rows lie inside their parent's row on Spanner. */
    record Interleaving(String parent, boolean cascades) {}

    /** Spanner deletes a row so many days after the time in the column. */
    record TimeToLive(String column, long days) {}

    Optional<Column> column(String columnName) {
        return columns.stream().filter(column -> column.name.equals(columnName)).findFirst();
    }

    boolean has(String columnName) {
        return column(columnName).isPresent();
    }
}
