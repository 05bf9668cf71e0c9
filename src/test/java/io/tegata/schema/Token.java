package io.tegata.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of SQL, from and up to a position in its text, and the line that it begins on. */
record Token(Kind kind, String text, int from, int to, int line) {

    enum Kind {
        SPACE("\\s+"),
        COMMENT("--[^\\n]*"),
        WORD("[A-Za-z_]\\w*"),
        NUMBER("\\d+"),
        TEXT("'(?:[^']|'')*'"),
        SIGN("<=|>=|<>|!=|\\|\\||::|/(?!\\*)|[-+*%=<>(),;.]");

        private final Pattern pattern;

        Kind(String regex) {
            this.pattern = Pattern.compile(regex);
        }
    }

    /**
     * The tokens of a text, comments too, without the space between them.
     *
     * @throws IllegalStateException naming the line, at a character that begins no token: an
     *     unmarked block comment, a quoted name
     */
    static List<Token> of(String file, String sql) {
        var tokens = new ArrayList<Token>();
        int line = 1;
        for (int at = 0; at < sql.length(); ) {
            Token token = at(file, sql, at, line);
            line += (int) token.text.chars().filter(character -> character == '\n').count();
            at = token.to;
            if (token.kind != Kind.SPACE) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static Token at(String file, String sql, int from, int line) {
        for (Kind kind : Kind.values()) {
            Matcher matcher = kind.pattern.matcher(sql).region(from, sql.length());
            if (matcher.lookingAt()) {
                return new Token(kind, matcher.group(), from, matcher.end(), line);
            }
        }
        throw new IllegalStateException(
                "%s:%d: not understood: %s"
                        .formatted(
                                file,
                                line,
                                sql.substring(from, Math.min(from + 20, sql.length()))));
    }

    boolean is(String word) {
        return kind != Kind.TEXT && text.equalsIgnoreCase(word);
    }
}
