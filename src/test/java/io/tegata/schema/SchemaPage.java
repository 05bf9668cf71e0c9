package io.tegata.schema;

import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import io.tegata.storage.Sweeper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One service's schema as a page of documentation. */
record SchemaPage(Schema schema, List<SchemaRule> rules) {

    private static final String EXPIRED =
            "Spanner deletes the row itself, on PostgreSQL the service's `%s` does"
                    .formatted(Sweeper.class.getSimpleName());

    String text() {
        var page =
                new StringBuilder(
                        """
                        # Tables of %s

                        Printed from `db/%s/` by `SchemaPagesTest`; the [index](README.md) says how to read it.

                        """
                                .formatted(schema.service(), schema.service()));
        page.append(SchemaDiagram.of(schema));
        schema.tables().forEach(table -> page.append(section(table)));
        if (!schema.changeStreams().isEmpty()) {
            page.append("\n## Change streams on Spanner\n\n");
            schema.changeStreams()
                    .forEach(
                            stream ->
                                    page.append(
                                            "- `%s` for %s, with `%s`\n"
                                                    .formatted(
                                                            stream.name(),
                                                            code(stream.tables()),
                                                            stream.options())));
        }
        return page.toString();
    }

    private String section(Table table) {
        var lines = new ArrayList<String>();
        lines.add("## " + table.name());
        if (!table.comment().isEmpty()) {
            lines.add(plain(table.comment()));
        }
        lines.add(columns(table));
        lines.add(facts(table).map(fact -> "- " + fact).collect(Collectors.joining("\n")));
        return "\n" + String.join("\n\n", lines) + "\n";
    }

    private static String columns(Table table) {
        boolean noted = table.columns().stream().anyMatch(column -> !column.note().isEmpty());
        return Stream.concat(
                        Stream.of(
                                "| column | type | null |" + (noted ? " for |" : ""),
                                "|---|---|---|" + (noted ? "---|" : "")),
                        table.columns().stream().map(column -> row(column, noted)))
                .collect(Collectors.joining("\n"));
    }

    private static String row(Column column, boolean noted) {
        String spanner =
                column.type().equals(column.spannerType())
                        ? ""
                        : "; on Spanner `%s`".formatted(column.spannerType());
        String preset =
                column.defaultValue() == null ? "" : ", else `%s`".formatted(column.defaultValue());
        return "| `%s` | `%s`%s%s | %s |%s"
                .formatted(
                        column.name(),
                        column.type(),
                        spanner,
                        cell(preset),
                        column.nullable() ? "yes" : "no",
                        noted ? " " + cell(plain(column.note())) + " |" : "");
    }

    private Stream<String> facts(Table table) {
        return Stream.of(
                        Stream.of("Primary key: " + code(table.primaryKey())),
                        table.indexes().stream().map(SchemaPage::index),
                        table.foreignKeys().stream().map(SchemaPage::foreignKey),
                        table.checks().stream().map(SchemaPage::check),
                        placement(table),
                        exceptions(table))
                .flatMap(facts -> facts);
    }

    private static String index(Index index) {
        return "%s `%s`%s: %s%s%s%s"
                .formatted(
                        index.unique() ? "Unique index" : "Index",
                        index.name(),
                        only(index.databases()),
                        code(index.columns()),
                        index.included().isEmpty() ? "" : ", with " + code(index.included()),
                        index.notNull().isEmpty()
                                ? ""
                                : ", of rows that have " + code(index.notNull()),
                        index.note().isEmpty() ? "" : ". " + plain(index.note()));
    }

    private static String only(Set<Dialect> databases) {
        if (databases.size() == Dialect.values().length) {
            return "";
        }
        return databases.contains(Dialect.SPANNER) ? " (on Spanner only)" : " (on PostgreSQL only)";
    }

    private static String foreignKey(ForeignKey key) {
        return "Foreign key `%s`: %s → %s, its %s%s"
                .formatted(
                        key.name(),
                        code(key.columns()),
                        link(key.references()),
                        code(key.referencedColumns()),
                        key.cascades() ? "; deleted with it" : "");
    }

    private static String check(Check check) {
        return "Check `%s`: `%s`".formatted(check.name(), check.condition());
    }

    private static Stream<String> placement(Table table) {
        return Stream.of(
                        Stream.ofNullable(table.interleaving())
                                .map(
                                        inside ->
                                                "On Spanner its rows lie inside their row of %s%s"
                                                        .formatted(
                                                                link(inside.parent()),
                                                                inside.cascades()
                                                                        ? " and are deleted with it"
                                                                        : "")),
                        Stream.ofNullable(table.timeToLive())
                                .map(
                                        life ->
                                                "Time to live: %s days from `%s`, where that is set; then %s"
                                                        .formatted(
                                                                life.days(),
                                                                life.column(),
                                                                EXPIRED)),
                        table.revokedRights().isEmpty()
                                ? Stream.<String>empty()
                                : Stream.of(
                                        "On PostgreSQL the service's own role may not "
                                                + code(table.revokedRights())))
                .flatMap(facts -> facts);
    }

    /** The reasons that the rules have for this table and its indexes. */
    private Stream<String> exceptions(Table table) {
        return Stream.concat(Stream.of(table.name()), table.indexes().stream().map(Index::name))
                .flatMap(name -> rules.stream().flatMap(rule -> exception(rule, name)));
    }

    private Stream<String> exception(SchemaRule rule, String name) {
        return Stream.ofNullable(rule.exceptions().get(schema.service() + "." + name))
                .map(
                        reason ->
                                "`%s` is excepted from [%s](README.md#what-the-rules-demand): %s"
                                        .formatted(name, rule.name(), reason));
    }

    private static String link(String table) {
        return "[`%s`](#%s)".formatted(table, table);
    }

    private static String code(List<String> names) {
        return names.stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    }

    /** A comment is plain text: names show as names, nothing else is Markdown's. */
    private static String plain(String comment) {
        return comment.replaceAll("[*<>`\\\\]", "\\\\$0")
                .replaceAll("\\b[a-z]+(_[a-z]+)+\\b", "`$0`");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
