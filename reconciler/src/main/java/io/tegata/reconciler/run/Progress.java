package io.tegata.reconciler.run;

import io.tegata.reconciler.run.Run.Step;
import java.util.Iterator;

/**
 * Tells the database how far a run is, not too often, and ends the run when it was told to stop.
 * Not for use by many threads, but {@link StopSignal}'s.
 */
final class Progress {

    private static final long ROWS_BETWEEN = 5_000;

    private final String runId;
    private final Runs runs;
    private final StopSignal stop;
    private Step step = Step.TAKING_FILES;
    private long done;
    private long told;

    Progress(String runId, Runs runs, StopSignal stop) {
        this.runId = runId;
        this.runs = runs;
        this.stop = stop;
    }

    void begin(Step next) {
        stop.check();
        step = next;
        done = 0;
        told = 0;
        runs.progress(runId, step, 0);
    }

    void add(long rows) {
        stop.check();
        done += rows;
        if (done - told >= ROWS_BETWEEN) {
            told = done;
            runs.progress(runId, step, done);
        }
    }

    /** The same rows, each counted as it is handed out. */
    <T> Iterator<T> counting(Iterator<T> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                add(1);
                return rows.next();
            }
        };
    }
}
