package io.tegata.schema;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the two databases that a migration is written for. */
enum Dialect {
    POSTGRESQL("postgresql"),
    SPANNER("spanner");

    private static final Pattern MARK =
            Pattern.compile("(/\\*@(postgresql|spanner))(\\s.*?)\\*/", Pattern.DOTALL);

    private final String mark;

    Dialect(String mark) {
        this.mark = mark;
    }

    /**
     * What this database reads of a migration: its own marked clauses are open, the other's are
     * blank. Everything keeps its place and line. The beginning of a mark that ends its line
     * becomes an empty comment, so that a comment above a marked statement stays directly above it.
     */
    String view(String text) {
        return MARK.matcher(text).replaceAll(this::open);
    }

    private String open(MatchResult marked) {
        String clause = marked.group(3);
        String opener = marked.group(1);
        return (clause.startsWith("\n") ? "--" + blank(opener.substring(2)) : blank(opener))
                + (mark.equals(marked.group(2)) ? Matcher.quoteReplacement(clause) : blank(clause))
                + blank("*/");
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }
}
