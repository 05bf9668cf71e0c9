package io.tegata.allinone.console;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Counts things that are done and shows how far it is: a bar that is redrawn on a terminal, a line
 * for every tenth elsewhere. Safe for use by many threads.
 */
public final class Progress {

    private static final int WIDTH = 40;
    private static final int LINE_EVERY_PERCENT = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final String things;
    private final int total;
    private int done;
    private int shownPercent;

    Progress(PrintStream out, boolean terminal, String things, int total) {
        if (total < 1) {
            throw new IllegalArgumentException("nothing to count: " + total);
        }
        this.out = out;
        this.terminal = terminal;
        this.things = things;
        this.total = total;
    }

    /** One more is done. */
    public synchronized void advance() {
        done++;
        int percent = (int) (100L * done / total);
        int step = terminal ? 1 : LINE_EVERY_PERCENT;
        if (percent / step > shownPercent / step || done == total) {
            shownPercent = percent;
            show(percent);
        }
    }

    private void show(int percent) {
        String count = String.format(Locale.ROOT, "%,d / %,d %s", done, total, things);
        if (terminal) {
            int filled = WIDTH * percent / 100;
            out.print("\r  " + "━".repeat(filled) + "·".repeat(WIDTH - filled));
            out.printf(Locale.ROOT, " %3d %%  %s", percent, count);
            if (done == total) {
                out.println();
            }
            out.flush();
        } else {
            out.printf(Locale.ROOT, "  %3d %%  %s%n", percent, count);
        }
    }
}
