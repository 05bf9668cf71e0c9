package io.tegata.schema;

import io.tegata.schema.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * One statement of a migration, read from its beginning to its end. What stands next is taken by
 * whoever understands it; what nobody takes is an {@link IllegalStateException} with file and line.
 */
final class Statement {

    private final String file;
    private final List<Token> tokens;
    private final Map<Integer, String> commentLines;
    private final Map<Integer, String> commentsBeside;
    private int next;

    private Statement(
            String file,
            List<Token> tokens,
            Map<Integer, String> commentLines,
            Map<Integer, String> commentsBeside) {
        this.file = file;
        this.tokens = tokens;
        this.commentLines = commentLines;
        this.commentsBeside = commentsBeside;
    }

    /**
     * The statements of a text for one database, in order. A semicolon ends one, and must be the
     * last thing on its line, as the migrator wants it; one of which all is meant for the other
     * database is left out.
     */
    static List<Statement> allOf(String file, String text) {
        List<Token> all = Token.of(file, text);
        var beside = new TreeMap<Integer, String>();
        var lines = new TreeMap<Integer, String>();
        int codeLine = 0;
        for (Token token : all) {
            if (token.kind() == Kind.COMMENT) {
                String comment = token.text().substring(2).strip();
                if (token.line() == codeLine && comment.endsWith(";")) {
                    throw new IllegalStateException(
                            "%s:%d: the migrator would take the comment's semicolon for an end"
                                    .formatted(file, token.line()));
                }
                (token.line() == codeLine ? beside : lines).put(token.line(), comment);
            } else {
                codeLine = token.line();
            }
        }
        var statements = new ArrayList<Statement>();
        var tokens = new ArrayList<Token>();
        for (Token token : all) {
            if (token.kind() != Kind.COMMENT && !token.is(";")) {
                tokens.add(token);
            } else if (token.is(";")) {
                requireEndOfLine(file, text, token);
                if (!tokens.isEmpty()) {
                    statements.add(new Statement(file, List.copyOf(tokens), lines, beside));
                }
                tokens.clear();
            }
        }
        if (!tokens.isEmpty()) {
            throw new IllegalStateException(
                    "%s:%d: no semicolon ends the last statement"
                            .formatted(file, tokens.getFirst().line()));
        }
        return List.copyOf(statements);
    }

    private static void requireEndOfLine(String file, String text, Token semicolon) {
        if (!text.substring(semicolon.to()).lines().findFirst().orElse("").isBlank()) {
            throw new IllegalStateException(
                    "%s:%d: something stands behind the semicolon"
                            .formatted(file, semicolon.line()));
        }
    }

    /** The statement on one line, without comments. */
    String sql() {
        return sql(0, tokens.size());
    }

    private String sql(int from, int to) {
        var sql = new StringBuilder();
        for (int index = from; index < to; index++) {
            boolean apart = index > from && tokens.get(index - 1).to() < tokens.get(index).from();
            sql.append(apart ? " " : "").append(tokens.get(index).text());
        }
        return sql.toString().replace("( ", "(").replace(" )", ")");
    }

    boolean isAt(String... words) {
        for (int ahead = 0; ahead < words.length; ahead++) {
            if (next + ahead >= tokens.size() || !tokens.get(next + ahead).is(words[ahead])) {
                return false;
            }
        }
        return true;
    }

    /** Takes the words, if they stand next. */
    boolean take(String... words) {
        boolean there = isAt(words);
        next += there ? words.length : 0;
        return there;
    }

    void need(String... words) {
        if (!take(words)) {
            throw notUnderstood(String.join(" ", words));
        }
    }

    /** A name as it is written. */
    String name() {
        return one(Kind.WORD, "a name").text();
    }

    long number() {
        return Long.parseLong(one(Kind.NUMBER, "a number").text());
    }

    /** A text without its quotes. */
    String text() {
        String quoted = one(Kind.TEXT, "a text").text();
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    /** The next token, whatever it is. */
    String any() {
        if (next == tokens.size()) {
            throw notUnderstood("more");
        }
        return tokens.get(next++).text();
    }

    private Token one(Kind kind, String expected) {
        if (next == tokens.size() || tokens.get(next).kind() != kind) {
            throw notUnderstood(expected);
        }
        return tokens.get(next++);
    }

    /** Names between parentheses. */
    List<String> names() {
        var names = new ArrayList<String>();
        need("(");
        do {
            names.add(name());
        } while (take(","));
        need(")");
        return List.copyOf(names);
    }

    /** What stands between this parenthesis and the one that closes it, as SQL on one line. */
    String inParentheses() {
        need("(");
        int from = next;
        for (int open = 1; ; next++) {
            if (next == tokens.size()) {
                throw notUnderstood(")");
            }
            open += tokens.get(next).is("(") ? 1 : tokens.get(next).is(")") ? -1 : 0;
            if (open == 0) {
                String inside = sql(from, next);
                next++;
                return inside;
            }
        }
    }

    /** The rest, as SQL on one line. */
    String rest() {
        String rest = sql(next, tokens.size());
        next = tokens.size();
        return rest;
    }

    void end() {
        if (next < tokens.size()) {
            throw notUnderstood("the end of the statement");
        }
    }

    /** The position of the next token, for {@link #noteSince}. */
    int position() {
        return next;
    }

    /** The comment lines directly above the token at a position. */
    String commentAbove(int position) {
        var above = new ArrayList<String>();
        for (int line = tokens.get(position).line() - 1; commentLines.containsKey(line); line--) {
            above.addFirst(commentLines.getOrDefault(line, ""));
        }
        return String.join(" ", above).strip();
    }

    /** The comments above and beside what was read since a position. */
    String noteSince(int position) {
        int first = tokens.get(position).line();
        int last = tokens.get(next - 1).line();
        var note = new StringJoiner(" ");
        if (position == 0 || tokens.get(position - 1).line() < first) {
            note.add(commentAbove(position));
        }
        for (int line = first; line <= last; line++) {
            if (commentsBeside.containsKey(line)) {
                note.add(commentsBeside.getOrDefault(line, ""));
            }
        }
        return note.toString().strip();
    }

    /** Nothing was skipped: the statement must be taught to the reader, or written otherwise. */
    IllegalStateException notUnderstood(String expectation) {
        Token token = tokens.get(Math.min(next, tokens.size() - 1));
        return new IllegalStateException(
                "%s:%d: not understood: expected %s at %s in: %s"
                        .formatted(
                                file,
                                token.line(),
                                expectation,
                                next < tokens.size() ? token.text() : "the end",
                                sql()));
    }

    @Override
    public String toString() {
        return file + ":" + tokens.getFirst().line() + ": " + sql();
    }
}
