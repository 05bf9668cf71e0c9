package io.tegata.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the migrations say about a service's tables, as far as the door needs it: their order, which
 * names parents before children and shared rows last, their primary keys, and what lives for a time
 * only. Immutable.
 */
public final class Schema {

    private static final Pattern TABLE =
            Pattern.compile(
                    "create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)\\s*\\((.*)\\)(.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PRIMARY_KEY =
            Pattern.compile("primary\\s+key\\s*\\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME_TO_LIVE =
            Pattern.compile(
                    "ttl\\s+interval\\s+'(\\d+)\\s+days?'\\s+on\\s+(\\w+)",
                    Pattern.CASE_INSENSITIVE);

    /** Rows whose {@code column} lies more than {@code days} days back are to be deleted. */
    record TimeToLive(String table, String column, long days) {}

    private record Table(int position, List<String> primaryKey, Optional<TimeToLive> timeToLive) {}

    private final Map<String, Table> tables = new LinkedHashMap<>();

    private Schema() {}

    /** Knows nothing: updates keep their caller's order of tables. */
    public static Schema empty() {
        return new Schema();
    }

    /** Reads the migrations under a class-path folder such as {@code db/ledger-service}. */
    public static Schema read(String folder) {
        var schema = new Schema();
        for (Migration migration : Migration.under(folder)) {
            SchemaText.forSpanner(migration.text()).forEach(schema::add);
        }
        return schema;
    }

    private void add(String statement) {
        Matcher table = TABLE.matcher(statement);
        if (!table.matches()) {
            return;
        }
        String name = table.group(1).toLowerCase(Locale.ROOT);
        Matcher key = PRIMARY_KEY.matcher(table.group(2));
        List<String> columns =
                key.find()
                        ? Arrays.stream(key.group(1).split(",", -1)).map(String::strip).toList()
                        : List.of();
        Matcher ttl = TIME_TO_LIVE.matcher(table.group(3));
        tables.put(
                name,
                new Table(
                        tables.size(),
                        columns,
                        ttl.find()
                                ? Optional.of(
                                        new TimeToLive(
                                                name, ttl.group(2), Long.parseLong(ttl.group(1))))
                                : Optional.empty()));
    }

    /** Where the table stands in the order of creation; one that is not known stands last. */
    int position(String table) {
        Table known = tables.get(table.toLowerCase(Locale.ROOT));
        return known == null ? Integer.MAX_VALUE : known.position;
    }

    List<String> primaryKey(String table) {
        Table known = tables.get(table.toLowerCase(Locale.ROOT));
        return known == null ? List.of() : known.primaryKey;
    }

    List<TimeToLive> timesToLive() {
        var found = new ArrayList<TimeToLive>();
        tables.values().forEach(table -> table.timeToLive.ifPresent(found::add));
        return found;
    }
}
