package io.tegata.allinone.demo;

import io.tegata.allinone.console.Refused;
import java.nio.file.Path;

/** A line of the orders file, counted from 1; what is wrong in it is said in one sentence. */
record Place(Path file, long line) {

    private static final int MAX_QUOTED = 40;

    /** The sentence about one column, counted from 0; beyond the last one it has only a number. */
    Refused wrong(int column, String what) {
        String name =
                column < OrdersFile.COLUMNS.size()
                        ? OrdersFile.COLUMNS.get(column)
                        : String.valueOf(column + 1);
        return Refused.because("%s, line %d, column %s: %s.".formatted(file, line, name, what));
    }

    /** A value as a sentence shows it: not too long, and nothing that a terminal would obey. */
    static String quoted(String value) {
        var shown = new StringBuilder("\"");
        value.codePoints()
                .limit(MAX_QUOTED)
                .map(character -> Character.isISOControl(character) ? '?' : character)
                .forEach(shown::appendCodePoint);
        if (value.codePointCount(0, value.length()) > MAX_QUOTED) {
            shown.append('…');
        }
        return shown.append('"').toString();
    }
}
