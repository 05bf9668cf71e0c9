package io.tegata.storage;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One migration's text for two databases. {@code /*@spanner … *​/} holds what only Spanner has
 * (interleaving, TTL), {@code /*@postgresql … *​/} what only PostgreSQL has (grants): to the other
 * one it is a comment. Statements end with a semicolon at the end of a line.
 */
final class SchemaText {

    private static final Pattern SPANNER_ONLY =
            Pattern.compile("/\\*@spanner\\s+.*?\\*/", Pattern.DOTALL);
    private static final Pattern POSTGRESQL_ONLY =
            Pattern.compile("/\\*@postgresql\\s+(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*$");

    private SchemaText() {}

    /** The statements that PostgreSQL runs, in order. */
    static List<String> forPostgres(String text) {
        String own =
                POSTGRESQL_ONLY.matcher(SPANNER_ONLY.matcher(text).replaceAll("")).replaceAll("$1");
        String plain = COMMENT_LINE.matcher(own).replaceAll("");
        return Arrays.stream(plain.split(";\\s*(\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
