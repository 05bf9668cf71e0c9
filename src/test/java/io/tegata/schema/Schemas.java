package io.tegata.schema;

import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schemas of the services as both databases have them. Types, interleaving, TTL, change
 * streams, indexes and rights may be one database's alone; all else must be the same on both.
 */
final class Schemas {

    private static final Set<Dialect> BOTH = Set.of(Dialect.values());

    private Schemas() {}

    /** Every service's that has migrations, in the order of their names. */
    static List<Schema> all() {
        return MigrationFile.all().stream()
                .collect(
                        Collectors.groupingBy(
                                MigrationFile::service, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(files -> read(files.getKey(), files.getValue()))
                .toList();
    }

    /**
     * One service's.
     *
     * @throws IllegalStateException when a statement is not understood, or the databases would
     *     differ in more than they may
     */
    static Schema read(String service, List<MigrationFile> files) {
        Schema postgresql = SchemaReader.read(service, files, Dialect.POSTGRESQL);
        Schema spanner = SchemaReader.read(service, files, Dialect.SPANNER);
        List<String> names = names(postgresql);
        requireSame(service + "'s tables", names, names(spanner));
        var tables = new ArrayList<Table>();
        for (int index = 0; index < names.size(); index++) {
            tables.add(both(postgresql.tables().get(index), spanner.tables().get(index)));
        }
        return new Schema(service, tables, spanner.changeStreams());
    }

    private static List<String> names(Schema schema) {
        return schema.tables().stream().map(Table::name).toList();
    }

    private static Table both(Table postgresql, Table spanner) {
        String name = postgresql.name();
        requireSame(name + "'s columns", typeless(postgresql), typeless(spanner));
        requireSame(name + "'s primary key columns", postgresql.primaryKey(), spanner.primaryKey());
        requireSame(name + "'s checks", postgresql.checks(), spanner.checks());
        requireSame(name + "'s foreign keys", postgresql.foreignKeys(), spanner.foreignKeys());
        var columns = new ArrayList<Column>();
        for (int index = 0; index < postgresql.columns().size(); index++) {
            columns.add(
                    typed(postgresql.columns().get(index), spanner.columns().get(index).type()));
        }
        return new Table(
                name,
                postgresql.comment(),
                List.copyOf(columns),
                postgresql.primaryKey(),
                postgresql.checks(),
                postgresql.foreignKeys(),
                indexes(postgresql, spanner),
                spanner.interleaving(),
                spanner.timeToLive(),
                postgresql.revokedRights());
    }

    private static List<Column> typeless(Table table) {
        return table.columns().stream()
                .map(
                        column ->
                                new Column(
                                        column.name(),
                                        "",
                                        "",
                                        column.nullable(),
                                        column.defaultValue(),
                                        ""))
                .toList();
    }

    private static Column typed(Column column, String spannerType) {
        return new Column(
                column.name(),
                column.type(),
                spannerType,
                column.nullable(),
                column.defaultValue(),
                column.note());
    }

    private static List<Index> indexes(Table postgresql, Table spanner) {
        var indexes = new ArrayList<Index>();
        for (Index index : postgresql.indexes()) {
            boolean shared = spanner.indexes().contains(on(Set.of(Dialect.SPANNER), index));
            indexes.add(shared ? on(BOTH, index) : index);
        }
        spanner.indexes().stream()
                .filter(index -> !indexes.contains(on(BOTH, index)))
                .forEach(indexes::add);
        return List.copyOf(indexes);
    }

    private static Index on(Set<Dialect> databases, Index index) {
        return new Index(
                index.name(),
                index.unique(),
                index.columns(),
                index.included(),
                index.notNull(),
                databases,
                index.note());
    }

    private static void requireSame(String what, List<?> postgresql, List<?> spanner) {
        if (!postgresql.equals(spanner)) {
            throw new IllegalStateException(
                    "%s are %s on PostgreSQL and %s on Spanner"
                            .formatted(what, postgresql, spanner));
        }
    }
}
