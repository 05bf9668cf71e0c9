package io.tegata.schema;

import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A schema as a Mermaid entity-relationship diagram: tables with the columns of their keys, a solid
 * line from a parent to the rows inside it, a dashed one for a foreign key.
 */
final class SchemaDiagram {

    private SchemaDiagram() {}

    static String of(Schema schema) {
        return Stream.of(
                        Stream.of("erDiagram"),
                        schema.tables().stream().flatMap(SchemaDiagram::entity),
                        schema.tables().stream().flatMap(SchemaDiagram::relations))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "```mermaid\n", "\n```\n"));
    }

    private static Stream<String> entity(Table table) {
        return Stream.of(
                        Stream.of("  %s {".formatted(table.name())),
                        table.columns().stream()
                                .filter(column -> !keys(table, column).isEmpty())
                                .map(column -> attribute(table, column)),
                        Stream.of("  }"))
                .flatMap(lines -> lines);
    }

    /** Mermaid takes no dots in a type, and not in every version parentheses. */
    private static String attribute(Table table, Column column) {
        return "    %s %s %s"
                .formatted(
                        column.type().replaceAll("\\(.*|.*\\.", ""),
                        column.name(),
                        String.join(", ", keys(table, column)));
    }

    private static List<String> keys(Table table, Column column) {
        return Stream.of(
                        in(table.primaryKey(), column, "PK"),
                        table.foreignKeys().stream()
                                .map(ForeignKey::columns)
                                .flatMap(columns -> in(columns, column, "FK")),
                        table.indexes().stream()
                                .filter(Index::unique)
                                .map(Index::columns)
                                .filter(columns -> columns.size() == 1)
                                .flatMap(columns -> in(columns, column, "UK")))
                .flatMap(keys -> keys)
                .distinct()
                .toList();
    }

    private static Stream<String> in(List<String> columns, Column column, String key) {
        return columns.contains(column.name()) ? Stream.of(key) : Stream.empty();
    }

    private static Stream<String> relations(Table table) {
        return Stream.concat(
                Stream.ofNullable(table.interleaving())
                        .map(
                                inside ->
                                        "  %s ||--o{ %s : \"holds inside\""
                                                .formatted(inside.parent(), table.name())),
                table.foreignKeys().stream()
                        .map(
                                key ->
                                        "  %s ||..o{ %s : \"%s\""
                                                .formatted(
                                                        key.references(),
                                                        table.name(),
                                                        String.join(", ", key.columns()))));
    }
}
