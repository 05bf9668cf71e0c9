package io.tegata.schema;

import io.tegata.schema.Schema.ChangeStream;
import io.tegata.schema.Table.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads migrations, in their order, as one database reads them. A statement that it does not know
 * is an {@link IllegalStateException}, never left out.
 */
final class SchemaReader {

    private final Dialect dialect;
    private final Map<String, TableDraft> tables = new LinkedHashMap<>();
    private final List<ChangeStream> changeStreams = new ArrayList<>();

    private SchemaReader(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The schema as one database has it; a column's two types are the same then. */
    static Schema read(String service, List<MigrationFile> files, Dialect dialect) {
        var reader = new SchemaReader(dialect);
        files.stream()
                .flatMap(file -> file.statements(dialect).stream())
                .forEach(
                        statement -> {
                            reader.read(statement);
                            statement.end();
                        });
        return new Schema(
                service,
                reader.tables.values().stream().map(TableDraft::finished).toList(),
                reader.changeStreams);
    }

    private void read(Statement statement) {
        if (statement.take("CREATE", "TABLE")) {
            createTable(statement);
        } else if (statement.take("CREATE", "INDEX")) {
            createIndex(statement, false);
        } else if (statement.take("CREATE", "UNIQUE", "INDEX")) {
            createIndex(statement, true);
        } else if (statement.take("DROP", "INDEX")) {
            dropIndex(statement);
        } else if (dialect == Dialect.SPANNER && statement.take("CREATE", "CHANGE", "STREAM")) {
            createChangeStream(statement);
        } else if (statement.take("ALTER", "TABLE")) {
            alterTable(statement, existing(statement, statement.name()));
        } else if (statement.take("UPDATE")) {
            var _ = existing(statement, statement.name());
            statement.need("SET");
            var _ = statement.rest(); // changes rows, not the schema
        } else if (dialect == Dialect.POSTGRESQL && statement.take("REVOKE")) {
            revoke(statement);
        } else {
            throw statement.notUnderstood("a statement that this reader was taught");
        }
    }

    private void createTable(Statement statement) {
        String name = statement.name();
        var table = new TableDraft(name, statement.commentAbove(0));
        if (tables.put(name, table) != null) {
            throw statement.notUnderstood(name + " to be new");
        }
        statement.need("(");
        do {
            new TableParts(statement, table).element();
        } while (statement.take(","));
        statement.need(")");
        if (dialect == Dialect.SPANNER) {
            new TableParts(statement, table).placement();
        }
    }

    private void alterTable(Statement statement, TableDraft table) {
        var parts = new TableParts(statement, table);
        if (statement.take("ADD", "COLUMN")) {
            parts.addedColumn();
        } else if (statement.take("DROP", "COLUMN")) {
            String column = statement.name();
            if (!table.usersOf(column).isEmpty()) {
                throw statement.notUnderstood(
                        column + " without users, it has " + table.usersOf(column));
            }
            removeOne(statement, table.columns, known -> known.name().equals(column));
        } else if (statement.isAt("ADD", "CONSTRAINT")) {
            statement.need("ADD");
            parts.constraint();
        } else if (statement.take("DROP", "CONSTRAINT")) {
            String name = statement.name();
            if (!table.checks.removeIf(check -> check.name().equals(name))) {
                removeOne(statement, table.foreignKeys, key -> key.name().equals(name));
            }
        } else {
            throw statement.notUnderstood("ADD or DROP of a COLUMN or CONSTRAINT");
        }
    }

    private void createIndex(Statement statement, boolean unique) {
        String name = statement.name();
        statement.need("ON");
        TableDraft table = existing(statement, statement.name());
        List<String> columns = statement.names();
        List<String> included = statement.take("INCLUDE") ? statement.names() : List.of();
        var notNull = new ArrayList<String>();
        if (statement.take("WHERE")) {
            do {
                notNull.add(statement.name());
                statement.need("IS", "NOT", "NULL");
            } while (statement.take("AND"));
        }
        table.indexes.add(
                new Index(
                        name,
                        unique,
                        columns,
                        included,
                        List.copyOf(notNull),
                        Set.of(dialect),
                        statement.noteSince(0)));
    }

    private void dropIndex(Statement statement) {
        String name = statement.name();
        TableDraft table =
                tables.values().stream()
                        .filter(
                                each ->
                                        each.indexes.stream()
                                                .anyMatch(index -> index.name().equals(name)))
                        .findFirst()
                        .orElseThrow(() -> statement.notUnderstood("an index that is there"));
        removeOne(statement, table.indexes, index -> index.name().equals(name));
    }

    private void createChangeStream(Statement statement) {
        String name = statement.name();
        statement.need("FOR");
        var watched = new ArrayList<String>();
        do {
            String table = statement.name();
            if (!table.toUpperCase(Locale.ROOT).equals("ALL")) {
                var _ = existing(statement, table);
            }
            watched.add(table);
        } while (statement.take(","));
        String options = statement.take("WITH") ? statement.inParentheses() : "";
        changeStreams.add(new ChangeStream(name, List.copyOf(watched), options));
    }

    private void revoke(Statement statement) {
        var rights = new ArrayList<String>();
        do {
            rights.add(statement.name());
        } while (statement.take(","));
        statement.need("ON");
        do {
            existing(statement, statement.name()).revokedRights.addAll(rights);
        } while (statement.take(","));
        statement.need("FROM", "CURRENT_USER");
    }

    private TableDraft existing(Statement statement, String name) {
        TableDraft table = tables.get(name);
        if (table == null) {
            throw statement.notUnderstood("a table that is there, not " + name);
        }
        return table;
    }

    private static <T> void removeOne(Statement statement, List<T> from, Predicate<T> which) {
        if (!from.removeIf(which)) {
            throw statement.notUnderstood("something that is there to be dropped");
        }
    }
}
