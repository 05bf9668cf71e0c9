package io.tegata.schema;

import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import java.util.List;
import java.util.stream.Stream;

/** The statements that make a schema of the model on PostgreSQL, in one step instead of many. */
final class PostgresqlSchema {

    private PostgresqlSchema() {}

    static List<String> statements(Schema schema) {
        return schema.tables().stream().flatMap(PostgresqlSchema::statements).toList();
    }

    private static Stream<String> statements(Table table) {
        String parts =
                String.join(
                        ", ",
                        Stream.of(
                                        table.columns().stream().map(PostgresqlSchema::column),
                                        table.checks().stream().map(PostgresqlSchema::check),
                                        table.foreignKeys().stream()
                                                .map(PostgresqlSchema::foreignKey),
                                        Stream.of("PRIMARY KEY " + list(table.primaryKey())))
                                .flatMap(each -> each)
                                .toList());
        return Stream.of(
                        Stream.of("CREATE TABLE %s (%s)".formatted(table.name(), parts)),
                        table.indexes().stream()
                                .filter(index -> index.databases().contains(Dialect.POSTGRESQL))
                                .map(index -> index(table, index)),
                        table.revokedRights().stream()
                                .map(
                                        right ->
                                                "REVOKE %s ON %s FROM CURRENT_USER"
                                                        .formatted(right, table.name())))
                .flatMap(each -> each);
    }

    private static String column(Column column) {
        return column.name()
                + " "
                + column.type()
                + (column.defaultValue() == null ? "" : " DEFAULT " + column.defaultValue())
                + (column.nullable() ? "" : " NOT NULL");
    }

    private static String check(Check check) {
        return "CONSTRAINT %s CHECK (%s)".formatted(check.name(), check.condition());
    }

    private static String foreignKey(ForeignKey key) {
        return "CONSTRAINT %s FOREIGN KEY %s REFERENCES %s %s%s"
                .formatted(
                        key.name(),
                        list(key.columns()),
                        key.references(),
                        list(key.referencedColumns()),
                        key.cascades() ? " ON DELETE CASCADE" : "");
    }

    private static String index(Table table, Index index) {
        return "CREATE %sINDEX %s ON %s %s%s%s"
                .formatted(
                        index.unique() ? "UNIQUE " : "",
                        index.name(),
                        table.name(),
                        list(index.columns()),
                        index.included().isEmpty() ? "" : " INCLUDE " + list(index.included()),
                        index.notNull().isEmpty()
                                ? ""
                                : " WHERE "
                                        + String.join(" IS NOT NULL AND ", index.notNull())
                                        + " IS NOT NULL");
    }

    private static String list(List<String> names) {
        return "(" + String.join(", ", names) + ")";
    }
}
