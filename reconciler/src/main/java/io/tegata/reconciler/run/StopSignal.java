package io.tegata.reconciler.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a run that it must end. Safe for use by many threads. */
final class StopSignal {

    /** The run was told to end. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped(String reason) {
            super(reason, null, false, false);
        }
    }

    private final CountDownLatch raised = new CountDownLatch(1);
    private volatile String reason = "";

    /** The first reason counts. */
    synchronized void raise(String why) {
        if (raised.getCount() > 0) {
            reason = why;
            raised.countDown();
        }
    }

    void check() {
        if (raised.getCount() == 0) {
            throw new Stopped(reason);
        }
    }

    /** Waits for that long, or ends the run when it is told to stop meanwhile. */
    void pause(Duration length) {
        try {
            var _ = raised.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Stopped("the run was interrupted");
        }
        check();
    }

    /** Waits for that long or until it is raised; true when it is. */
    boolean isRaisedWithin(Duration length) {
        try {
            return raised.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
