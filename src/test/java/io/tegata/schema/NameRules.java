package io.tegata.schema;

import io.tegata.schema.Schema.ChangeStream;
import io.tegata.schema.SchemaRule.Breach;
import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that both databases take without quotes, and one owner for each. */
final class NameRules {

    /** Spanner: a letter first, at most 63 characters, a keyword only in quotes. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /**
     * Words that no unquoted name may be. Spanner's dialect has PostgreSQL's grammar, so these are
     * PostgreSQL's reserved words; a test holds them against a running one.
     */
    static final Set<String> RESERVED =
            Set.of(
                    """
                    all analyse analyze and any array as asc asymmetric authorization binary both
                    case cast check collate collation column concurrently constraint create cross
                    current_catalog current_date current_role current_schema current_time
                    current_timestamp current_user default deferrable desc distinct do else end
                    except false fetch for foreign freeze from full grant group having ilike in
                    initially inner intersect into is isnull join lateral leading left like limit
                    localtime localtimestamp natural not notnull null offset on only or order outer
                    overlaps placing primary references returning right select session_user similar
                    some symmetric system_user table tablesample then to trailing true union unique
                    user using variadic verbose when where window with"""
                            .split("\\s+"));

    /** In every service's own database. */
    private static final Set<String> EVERYONES = Set.of("leases");

    private NameRules() {}

    static List<SchemaRule> all() {
        return List.of(
                SchemaRule.ofTables(
                        "names",
                        "names are lower case, short enough and no reserved words",
                        NameRules::unusable),
                new SchemaRule(
                        "unique names",
                        "in one database, whatever has a name has it alone",
                        NameRules::usedTwice,
                        Map.of()),
                new SchemaRule(
                        "owners",
                        "a table has one owner; only leases are in every database",
                        NameRules::ownedTwice,
                        Map.of()));
    }

    private static Stream<Breach> unusable(Schema schema, Table table) {
        return Stream.concat(schemaNames(table), table.columns().stream().map(Column::name))
                .filter(name -> !NAME.matcher(name).matches() || RESERVED.contains(name))
                .map(
                        name ->
                                new Breach(
                                        schema.service() + "." + table.name(),
                                        "has a name that one of the databases refuses: " + name));
    }

    /**
     * On Spanner constraints share one space of names with tables and indexes: seen on its
     * emulator.
     */
    private static List<Breach> usedTwice(List<Schema> schemas) {
        return schemas.stream()
                .flatMap(
                        schema ->
                                Stream.concat(
                                                schema.tables().stream()
                                                        .flatMap(NameRules::schemaNames),
                                                schema.changeStreams().stream()
                                                        .map(ChangeStream::name))
                                        .filter(repeats())
                                        .map(
                                                name ->
                                                        new Breach(
                                                                schema.service() + "." + name,
                                                                "is the name of two things")))
                .toList();
    }

    private static List<Breach> ownedTwice(List<Schema> schemas) {
        Map<String, List<String>> owners =
                schemas.stream()
                        .flatMap(
                                schema ->
                                        schema.tables().stream()
                                                .map(
                                                        table ->
                                                                Map.entry(
                                                                        table.name(),
                                                                        schema.service())))
                        .filter(owned -> !EVERYONES.contains(owned.getKey()))
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList())));
        return owners.entrySet().stream()
                .filter(owned -> owned.getValue().size() > 1)
                .map(owned -> new Breach(owned.getKey(), "is owned by " + owned.getValue()))
                .toList();
    }

    /** What has a name in the whole database: the table, its indexes and its constraints. */
    private static Stream<String> schemaNames(Table table) {
        return Stream.of(
                        Stream.of(table.name()),
                        table.indexes().stream().map(Index::name),
                        table.checks().stream().map(Check::name),
                        table.foreignKeys().stream().map(ForeignKey::name))
                .flatMap(names -> names)
                .filter(name -> !name.isEmpty());
    }

    private static Predicate<String> repeats() {
        var seen = new HashSet<String>();
        return name -> !seen.add(name);
    }
}
