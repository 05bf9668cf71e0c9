package io.tegata.storage;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One migration's text for two databases. {@code /*@spanner … *​/} holds what only Spanner has
 * (interleaving, TTL), {@code /*@postgresql … *​/} what only PostgreSQL has (grants): to the other
 * one it is a comment. Statements end with a semicolon at the end of a line.
 */
public final class SchemaText {

    private static final Pattern SPANNER_ONLY =
            Pattern.compile("/\\*@spanner\\s+(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern POSTGRESQL_ONLY =
            Pattern.compile("/\\*@postgresql\\s+(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*$");

    private SchemaText() {}

    /** The statements that PostgreSQL runs, in order. */
    static List<String> forPostgres(String text) {
        return statements(text, POSTGRESQL_ONLY, SPANNER_ONLY);
    }

    /** The statements that Spanner runs, in order. */
    public static List<String> forSpanner(String text) {
        return statements(text, SPANNER_ONLY, POSTGRESQL_ONLY);
    }

    private static List<String> statements(String text, Pattern own, Pattern other) {
        String mine = own.matcher(other.matcher(text).replaceAll("")).replaceAll("$1");
        String plain = COMMENT_LINE.matcher(mine).replaceAll("");
        return Arrays.stream(plain.split(";\\s*(\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
