package io.tegata.allinone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an orders file, one by one. No order needs more than {@value #MAX_LENGTH}
 * characters, so a longer line is refused before it is held in memory.
 */
final class OrderLines {

    /** Where a line stands; its sentences start with that. */
    record Line(Place place, String text) {}

    static final int MAX_LENGTH = 4_096;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final BufferedReader text;
    private long number;

    OrderLines(Path file, BufferedReader text) throws IOException {
        this.file = file;
        this.text = text;
        skip(BYTE_ORDER_MARK);
    }

    /** The next line that is not empty, without its end; null after the last one. */
    @Nullable Line next() throws IOException {
        for (int character = text.read(); character >= 0; character = text.read()) {
            number++;
            String line = restOfLine(character);
            if (!line.isEmpty()) {
                return new Line(new Place(file, number), line);
            }
        }
        return null;
    }

    private String restOfLine(int first) throws IOException {
        var line = new StringBuilder();
        int character = first;
        while (character >= 0 && character != '\n' && character != '\r') {
            if (line.length() == MAX_LENGTH) {
                throw new Place(file, number)
                        .wrong(
                                columnOf(line),
                                "the line is longer than %,d characters".formatted(MAX_LENGTH));
            }
            line.append((char) character);
            character = text.read();
        }
        if (character == '\r') {
            skip('\n');
        }
        return line.toString();
    }

    private void skip(char character) throws IOException {
        text.mark(1);
        if (text.read() != character) {
            text.reset();
        }
    }

    /** The column, from 0, in which the quotes of this text stop to make sense, or its last. */
    static int columnOf(CharSequence text) {
        int column = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isLast = i + 1 == text.length();
            if (quoted && character == '"') {
                if (!isLast && text.charAt(i + 1) == '"') {
                    i++;
                } else if (isLast || text.charAt(i + 1) == ',') {
                    quoted = false;
                } else {
                    return column;
                }
            } else if (!quoted && character == ',') {
                column++;
            } else if (character == '"' && (i == 0 || text.charAt(i - 1) == ',')) {
                quoted = true;
            }
        }
        return column;
    }
}
