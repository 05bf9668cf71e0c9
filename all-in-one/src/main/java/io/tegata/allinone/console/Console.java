package io.tegata.allinone.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * What a person reads: what happens on one stream, what went wrong on the other. Safe for use by
 * many threads: a line is never torn.
 */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /** On a terminal a progress bar is drawn in place; elsewhere it is written as plain lines. */
    public Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** The streams of this process, in UTF-8. */
    @SuppressWarnings("SystemConsoleNull") // on JDK 25 it is null again where nobody can type
    public static Console ofProcess() {
        var keyboard = System.console();
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                keyboard != null && keyboard.isTerminal());
    }

    public void line(String text) {
        out.println(text);
    }

    public void error(String text) {
        err.println(text);
    }

    /** A bar over {@code total} things, at least 1, that are counted one by one. */
    public Progress progress(String things, int total) {
        return new Progress(out, terminal, things, total);
    }

    /** For people: {@code 1.4 s}. */
    public static String seconds(Duration duration) {
        long tenths = (duration.toMillis() + 50) / 100;
        return String.format(Locale.ROOT, "%,d.%d s", tenths / 10, tenths % 10);
    }

    /** For people: {@code 1 order}, {@code 1,200 orders}. */
    public static String counted(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? thing : thing + "s");
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
