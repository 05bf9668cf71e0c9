package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.SettledLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The layout {@code northbank}: header, detail lines, a total per currency, end with checksum.
 * Reads from front to back in constant memory and stops at the first fault; what it handed out
 * before counts only when it returns.
 */
final class NorthbankLayout {

    static final String NAME = "northbank";

    /** Takes the parts of a file in order. */
    interface Reader {
        default void header(FileHeader header) throws DamagedFile {}

        default void line(FileLine line) {}
    }

    /** A file that is whole. */
    record Whole(FileHeader header, long lines) {}

    private record Total(long lines, long net) {

        Total plus(Total other) {
            return new Total(lines + other.lines, Math.addExact(net, other.net));
        }
    }

    private final TextLines text;
    private final Reader reader;
    private final TreeMap<String, Total> expected = new TreeMap<>();
    private long lines;

    private NorthbankLayout(InputStream in, Reader reader) {
        this.text = new TextLines(in);
        this.reader = reader;
    }

    static Whole read(InputStream in, Reader reader) throws IOException, DamagedFile {
        return new NorthbankLayout(in, reader).read();
    }

    private Whole read() throws IOException, DamagedFile {
        FileHeader header = header(next("header"));
        reader.header(header);
        Fields fields = next("end");
        while (fields.type().equals("D")) {
            detail(fields);
            fields = next("end");
        }
        while (fields.type().equals("T")) {
            total(fields);
            fields = next("end");
        }
        if (!fields.type().equals("E")) {
            throw fields.fault("type", "is not the type of line that belongs here");
        }
        end(fields);
        return new Whole(header, lines);
    }

    private Fields next(String missing) throws IOException, DamagedFile {
        String line = text.next();
        if (line == null) {
            throw new DamagedFile(
                    FileFault.custody(
                            text.number(), "line", "the file ends before its " + missing));
        }
        return Fields.parse(line, text.number());
    }

    private static FileHeader header(Fields fields) throws DamagedFile {
        if (!fields.type().equals("H")) {
            throw fields.fault("type", "the first line is not a header");
        }
        fields.requireCount(5);
        if (!fields.text(1).equals(NAME)) {
            throw fields.fault("layout", "is not " + NAME);
        }
        long sequence = fields.number(2, "sequence");
        if (sequence < 1) {
            throw fields.fault("sequence", "is below 1");
        }
        return new FileHeader(
                NAME, sequence, fields.date(3, "business date"), fields.time(4, "cut"));
    }

    private void detail(Fields fields) throws DamagedFile {
        fields.requireCount(8);
        if (fields.number(1, "line number") != lines + 1) {
            throw fields.fault("line number", "is not " + (lines + 1));
        }
        SettledLine.Kind kind = kind(fields.text(2));
        if (kind == null) {
            throw fields.fault("kind", "is neither capture nor refund");
        }
        String reference = fields.reference(3, "reference");
        String _ = fields.reference(4, "charge reference");
        var line =
                new FileLine(
                        lines + 1,
                        kind,
                        reference,
                        fields.amount(5, "gross", 1),
                        fields.amount(6, "fee", 0),
                        fields.currency(7));
        lines++;
        try {
            expected.merge(line.currency(), new Total(1, line.net()), Total::plus);
        } catch (ArithmeticException overflow) {
            throw fields.fault("gross", "makes the total overflow");
        }
        reader.line(line);
    }

    private static SettledLine.@Nullable Kind kind(String text) {
        return switch (text) {
            case "capture" -> SettledLine.Kind.CAPTURE;
            case "refund" -> SettledLine.Kind.REFUND;
            default -> null;
        };
    }

    private void total(Fields fields) throws DamagedFile {
        fields.requireCount(4);
        Total total = expected.remove(fields.currency(1));
        if (total == null) {
            throw fields.fault("currency", "has no lines, or has its total already");
        }
        if (fields.number(2, "lines") != total.lines) {
            throw fields.fault("lines", "is not " + total.lines + ", the number of lines");
        }
        if (fields.number(3, "net") != total.net) {
            throw fields.fault("net", "is not " + total.net + ", the sum of the lines");
        }
    }

    private void end(Fields fields) throws IOException, DamagedFile {
        fields.requireCount(3);
        if (!expected.isEmpty()) {
            throw fields.fault("total", "of " + expected.firstKey() + " is missing");
        }
        if (fields.number(1, "lines") != lines) {
            throw fields.fault("lines", "is not " + lines + ", the number of lines");
        }
        if (!fields.hash(2, "checksum").equals(text.hashBefore())) {
            throw fields.fault("checksum", "does not fit the bytes before it");
        }
        long last = text.number();
        if (text.next() != null) {
            throw new DamagedFile(
                    FileFault.content(last + 1, "line", "something comes after the end"));
        }
    }
}
