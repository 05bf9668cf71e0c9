package io.tegata.schema;

import io.tegata.schema.SchemaRule.Breach;
import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds a table together: its key, what it points to, what its columns may be. */
final class ShapeRules {

    private static final int MAX_KEY_COLUMNS = 16;
    private static final String NO_KEY_TYPE = "jsonb|numeric|real|float4";

    private static final Pattern MONEY =
            Pattern.compile(
                    "amount(_\\w+)?|\\w+_amount|gross|fee|net|posted|held|remaining|authorized|capturable|captured|refunded");

    private ShapeRules() {}

    static List<SchemaRule> all() {
        return List.of(
                SchemaRule.ofTables(
                        "primary key",
                        "every table has a primary key of its own columns, none of them null",
                        ShapeRules::primaryKey),
                SchemaRule.ofTables(
                        "index columns",
                        "an index is over columns that its table has, each once",
                        ShapeRules::indexColumns),
                SchemaRule.ofTables(
                        "interleaving",
                        "an interleaved table is made after its parent, and its key starts with its"
                                + " parent's",
                        ShapeRules::interleaving),
                SchemaRule.ofTables(
                        "foreign keys",
                        "a foreign key has a name and leads from columns to the whole key of"
                                + " another table",
                        ShapeRules::foreignKeys),
                SchemaRule.ofTables(
                        "time to live",
                        "a TTL stands on a timestamptz of its table",
                        ShapeRules::timeToLive),
                SchemaRule.ofTables("money", "money is a bigint", ShapeRules::money),
                SchemaRule.ofTables("checks", "every CHECK has a name", ShapeRules::checks));
    }

    private static Stream<Breach> primaryKey(Schema schema, Table table) {
        List<String> key = table.primaryKey();
        return Stream.concat(
                        key.stream()
                                .filter(
                                        name ->
                                                table.column(name)
                                                        .filter(column -> !column.nullable())
                                                        .filter(column -> isForKeys(column.type()))
                                                        .isEmpty())
                                .map(
                                        name ->
                                                "has in its primary key what is no column, may be"
                                                        + " null or cannot be in a key: "
                                                        + name),
                        key.isEmpty() || key.size() > MAX_KEY_COLUMNS
                                ? Stream.of("has a primary key of %d columns".formatted(key.size()))
                                : Stream.of())
                .map(what -> breach(schema, table, what));
    }

    private static Stream<Breach> indexColumns(Schema schema, Table table) {
        return table.indexes().stream()
                .flatMap(index -> indexColumns(table, index))
                .map(what -> breach(schema, table, what));
    }

    private static Stream<String> indexColumns(Table table, Index index) {
        Stream<String> wrong =
                index.columns().stream()
                        .filter(
                                name ->
                                        table.column(name)
                                                .filter(column -> isForKeys(column.type()))
                                                .isEmpty());
        Stream<String> missing =
                Stream.of(index.included(), index.notNull())
                        .flatMap(Collection::stream)
                        .filter(name -> !table.has(name));
        List<String> stored =
                Stream.of(index.columns(), index.included()).flatMap(Collection::stream).toList();
        Stream<String> twice = stored.stream().distinct().filter(name -> times(stored, name) > 1);
        return Stream.of(wrong, missing, twice)
                .flatMap(names -> names)
                .map(name -> "has an index " + index.name() + " that cannot have " + name);
    }

    private static long times(List<String> names, String name) {
        return names.stream().filter(name::equals).count();
    }

    private static boolean isForKeys(String type) {
        return !type.matches(NO_KEY_TYPE);
    }

    private static Stream<Breach> interleaving(Schema schema, Table table) {
        if (table.interleaving() == null) {
            return Stream.empty();
        }
        String name = table.interleaving().parent();
        Optional<Table> parent = find(schema, name);
        List<String> lead = parent.map(Table::primaryKey).orElse(List.of());
        boolean starts =
                parent.isPresent()
                        && schema.tables().indexOf(parent.get()) < schema.tables().indexOf(table)
                        && table.primaryKey().size() > lead.size()
                        && table.primaryKey().subList(0, lead.size()).equals(lead)
                        && lead.stream().allMatch(key -> sameType(table, key, parent.get(), key));
        return starts
                ? Stream.empty()
                : Stream.of(
                        breach(
                                schema,
                                table,
                                "has the key %s and lies in %s with the key %s"
                                        .formatted(table.primaryKey(), name, lead)));
    }

    private static Stream<Breach> foreignKeys(Schema schema, Table table) {
        return table.foreignKeys().stream()
                .filter(key -> key.name().isEmpty() || !leadsToAKey(schema, table, key))
                .map(key -> breach(schema, table, "has a foreign key that is wrong: " + key));
    }

    private static boolean leadsToAKey(Schema schema, Table table, ForeignKey key) {
        return find(schema, key.references())
                .filter(
                        target ->
                                target.primaryKey().equals(key.referencedColumns())
                                        || target.indexes().stream()
                                                .anyMatch(
                                                        index ->
                                                                index.unique()
                                                                        && index.columns()
                                                                                .equals(
                                                                                        key
                                                                                                .referencedColumns())))
                .filter(target -> key.columns().size() == key.referencedColumns().size())
                .filter(target -> sameTypes(table, key, target))
                .isPresent();
    }

    private static boolean sameTypes(Table table, ForeignKey key, Table target) {
        for (int index = 0; index < key.columns().size(); index++) {
            if (!sameType(
                    table, key.columns().get(index), target, key.referencedColumns().get(index))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameType(Table one, String column, Table other, String otherColumn) {
        return one.column(column)
                .flatMap(
                        mine ->
                                other.column(otherColumn)
                                        .filter(theirs -> mine.type().equals(theirs.type()))
                                        .filter(
                                                theirs ->
                                                        mine.spannerType()
                                                                .equals(theirs.spannerType())))
                .isPresent();
    }

    private static Stream<Breach> timeToLive(Schema schema, Table table) {
        return Stream.ofNullable(table.timeToLive())
                .filter(
                        life ->
                                table.column(life.column())
                                        .filter(column -> column.type().equals("timestamptz"))
                                        .filter(
                                                column ->
                                                        column.spannerType().equals("timestamptz"))
                                        .isEmpty())
                .map(
                        life ->
                                breach(
                                        schema,
                                        table,
                                        "has a TTL on what is no timestamptz of it: "
                                                + life.column()));
    }

    private static Stream<Breach> money(Schema schema, Table table) {
        return table.columns().stream()
                .filter(column -> MONEY.matcher(column.name()).matches())
                .filter(
                        column ->
                                !column.type().equals("bigint")
                                        || !column.spannerType().equals("bigint"))
                .map(
                        column ->
                                breach(
                                        schema,
                                        table,
                                        "has money that is no bigint: " + column.name()));
    }

    private static Stream<Breach> checks(Schema schema, Table table) {
        return table.checks().stream()
                .filter(check -> check.name().isEmpty())
                .map(Check::condition)
                .map(condition -> breach(schema, table, "has a nameless CHECK: " + condition));
    }

    private static Optional<Table> find(Schema schema, String name) {
        return schema.tables().stream().filter(table -> table.name().equals(name)).findFirst();
    }

    private static Breach breach(Schema schema, Table table, String what) {
        return new Breach(schema.service() + "." + table.name(), what);
    }
}
