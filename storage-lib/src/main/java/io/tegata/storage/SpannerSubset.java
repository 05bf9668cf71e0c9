package io.tegata.storage;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names what Spanner's PostgreSQL dialect refuses in a statement. It is a list of refusals, each
 * seen from the official emulator 1.5.28 or read in the dialect's translator, not a parser: the
 * emulator stays the judge.
 *
 * <p>Off in production; with {@code -Dtegata.sql.lint=true} (all tests) every statement that
 * reaches the database goes through {@link #checked}, so nobody can write SQL that runs on one
 * database only.
 */
public final class SpannerSubset {

    private static final boolean ENABLED = Boolean.getBoolean("tegata.sql.lint");
    private static final Set<String> ACCEPTED = ConcurrentHashMap.newKeySet();

    private record Refusal(Pattern pattern, String reason) {}

    private static final List<Refusal> TYPES =
            List.of(
                    refuse(
                            "\\b(smallint|int2|serial|bigserial|smallserial|json|money|inet|xml|time|timetz|bit|hstore|citext|tsvector|oid)"
                                    + "\\b(?=\\s*(,|\\)|not\\b|null\\b|default\\b|primary\\b|check\\b|references\\b|$))",
                            "this type is not there: use bigint, varchar, jsonb, timestamptz or numeric"),
                    refuse(
                            "\\buuid\\b",
                            "uuid is not in every supported emulator: ids are varchar(40)"),
                    refuse(
                            "\\btimestamp\\b(?!\\s+with\\s+time\\s+zone)(?=\\s*(,|\\)|not\\b|null\\b|default\\b|without\\b|$))",
                            "a timestamp without zone: use timestamptz"),
                    refuse("\\b(char|character|bpchar)\\s*\\(", "char(n): use varchar(n)"),
                    refuse("\\b(numeric|decimal)\\s*\\(\\s*\\d", "numeric takes no precision"),
                    refuse(
                            "\\b(double\\s+precision|real|float4|float8)\\b",
                            "no floating point near money"));

    private static final List<Refusal> SCHEMA =
            List.of(
                    refuse(
                            "^create table.*\\bunique\\s*[,()]",
                            "no UNIQUE constraint: create a unique index"),
                    refuse("\\bconstraint\\s+\\w+\\s+primary\\s+key", "a primary key has no name"),
                    refuse(
                            "^create table(?!.*\\bprimary\\s+key\\b)",
                            "every table needs a primary key"),
                    refuse("\\bprimary\\s+key\\s*\\([^)]*\\bdesc\\b", "no DESC in a primary key"),
                    refuse("[,(]\\s*check\\s*\\(", "every CHECK has a name"),
                    refuse("\\bdeferrable\\b", "no deferrable constraints"),
                    refuse(
                            "\\b(inherits|partition\\s+by|tablespace|exclude\\s+using|collate)\\b",
                            "not in the dialect"),
                    refuse(
                            "^create\\s+(unlogged|temp|temporary)\\b",
                            "no temporary or unlogged tables"),
                    refuse(
                            "\\breferences\\b.*\\bon\\s+(update\\s+(cascade|set)|delete\\s+set)",
                            "a foreign key only has ON DELETE CASCADE or NO ACTION"),
                    refuse(
                            "\\bas\\s+identity\\b",
                            "identity columns are not portable: make ids in Java"),
                    refuse(
                            "^alter table\\s+\\S+\\s+add\\s+column(?!.*\\bdefault\\b).*\\bnot\\s+null\\b",
                            "a NOT NULL column on an existing table needs a DEFAULT"),
                    refuse("^alter table.*\\brename\\s+column\\b", "columns cannot be renamed"),
                    refuse(
                            "^alter table\\s+\\S+\\s+\\w+\\b.*,\\s*(add|drop|alter)\\b",
                            "one action per ALTER TABLE"),
                    refuse(
                            "^create\\s+(unique\\s+)?index\\s+concurrently",
                            "no CONCURRENTLY: Spanner builds online"),
                    refuse(
                            "^create\\s+(unique\\s+)?index.*\\bwhere\\b(?!\\s*\\w+\\s+is\\s+not\\s+null(\\s+and\\s+\\w+\\s+is\\s+not\\s+null)*\\s*$)",
                            "a partial index only has WHERE column IS NOT NULL"),
                    refuse(
                            "^create\\s+(unique\\s+)?index[^(]*\\([^)]*\\w\\s*\\(",
                            "no expressions in an index"),
                    refuse(
                            "^create\\s+(or\\s+replace\\s+)?(type|domain|function|procedure|trigger|extension|rule|materialized|aggregate|operator)\\b",
                            "this kind of object is not there"),
                    refuse(
                            "^(comment\\s+on|truncate|merge|lock|listen|notify|vacuum|analyze|cluster|do\\s|copy|call)\\b",
                            "this statement is not there"));

    private static final List<Refusal> CHANGES =
            List.of(
                    refuse("\\bsavepoint\\b", "no savepoints"),
                    refuse(
                            "\\bon\\s+conflict\\s+do\\b",
                            "ON CONFLICT names all primary key columns"),
                    refuse(
                            "\\bon\\s+conflict\\s+on\\s+constraint\\b",
                            "no ON CONFLICT ON CONSTRAINT"),
                    refuse(
                            "\\bdo\\s+update\\b",
                            "DO UPDATE is too narrow in the dialect: insert or update"),
                    refuse(
                            "^update\\s+\\w+(\\s+as\\s+\\w+|\\s+\\w+)?\\s+set\\s+(?:(?!\\bwhere\\b).)*?\\bfrom\\s+(?![^()]*\\))",
                            "no UPDATE … FROM"),
                    refuse("^delete\\s+from\\s+\\w+(\\s+\\w+)?\\s+using\\b", "no DELETE … USING"),
                    refuse(
                            "^with\\b.*\\b(insert\\s+into|update\\s+\\w+\\s+set|delete\\s+from)\\b",
                            "WITH only with SELECT"));

    private static final List<Refusal> QUERIES =
            List.of(
                    refuse(
                            "\\bfor\\s+(update|share|no\\s+key\\s+update|key\\s+share)\\b",
                            "no row locks: SERIALIZABLE does it"),
                    refuse("\\bwith\\s+recursive\\b", "no recursive WITH"),
                    refuse("\\bover\\s*\\(|\\bwindow\\s+\\w+\\s+as\\b", "no window functions"),
                    refuse("\\bfilter\\s*\\(\\s*where\\b", "no FILTER"),
                    refuse("\\bdistinct\\s+on\\b", "no DISTINCT ON"),
                    refuse(
                            "\\b(lateral|grouping\\s+sets)\\b|\\b(rollup|cube)\\s*\\(|\\bwith\\s+ties\\b",
                            "not in the dialect"),
                    refuse("\\b(from|join)\\s*\\(\\s*values\\b", "no VALUES list in FROM"),
                    refuse("\\bselect\\s+unnest\\s*\\(", "unnest only in FROM"),
                    refuse(
                            "\\(\\s*[\\w.]+\\s*(,\\s*[\\w.]+\\s*)+\\)\\s*(<|>|<=|>=)\\s*\\(",
                            "no row comparison: a > x OR (a = x AND b > y)"),
                    refuse("\\bilike\\b|\\bsimilar\\s+to\\b", "no ILIKE, no SIMILAR TO"),
                    refuse(
                            "\\binterval\\b",
                            "no interval arithmetic: pass the time as a parameter"),
                    refuse(
                            "\\b(clock_timestamp|statement_timestamp|md5|gen_random_uuid|random|generate_series|pg_\\w+|nextval|currval|lastval|age|row_to_json|to_json)\\s*\\(",
                            "this function is not portable"),
                    refuse("@>|<@|\\?\\||\\?&|#>>", "this jsonb operator is not there"),
                    refuse(
                            "\\b(date_trunc|extract|to_char|current_date)\\b",
                            "Spanner's default time zone is Los Angeles: compute dates in Java"));

    private SpannerSubset() {}

    private static Refusal refuse(String regex, String reason) {
        return new Refusal(
                Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), reason);
    }

    /** Empty when nothing is known against the statement. */
    public static List<String> refusals(String sql) {
        String bare =
                sql.replaceAll("(?s)/\\*.*?\\*/", " ")
                        .replaceAll("--[^\\n]*", " ")
                        .replaceAll("'(?:[^']|'')*'", "''")
                        .replaceAll("\\s+", " ")
                        .strip();
        return Stream.of(TYPES, SCHEMA, CHANGES, QUERIES)
                .flatMap(List::stream)
                .filter(refusal -> refusal.pattern.matcher(bare).find())
                .map(Refusal::reason)
                .toList();
    }

    /**
     * The statement itself; with the lint on, an {@link IllegalArgumentException} says why Spanner
     * would refuse it.
     */
    static String checked(String sql) {
        if (ENABLED && !ACCEPTED.contains(sql)) {
            List<String> refusals = refusals(sql);
            if (!refusals.isEmpty()) {
                throw new IllegalArgumentException(
                        "not portable to Spanner: " + refusals + " in: " + sql);
            }
            ACCEPTED.add(sql);
        }
        return sql;
    }
}
