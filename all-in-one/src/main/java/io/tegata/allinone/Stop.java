package io.tegata.allinone;

import io.tegata.allinone.console.Refused;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the process is told to end (Ctrl-C, SIGTERM) before it is done. The work runs
 * once, in a bounded time, and decides the exit status; a process that ends by itself never gets
 * here.
 */
final class Stop {

    private static final Logger log = LoggerFactory.getLogger(Stop.class);
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** A Ctrl-C reaches child processes too, and their end may be seen before the signal is. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch underWay = new CountDownLatch(1);

    /** From now on a signal runs this work, and what it answers is the process's exit status. */
    void onSignal(IntSupplier work) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(
                                        () -> {
                                            if (over.compareAndSet(false, true)) {
                                                underWay.countDown();
                                                run(work);
                                            }
                                        }));
    }

    /** Whether the work has begun. */
    boolean hasBegun() {
        return underWay.getCount() == 0;
    }

    /**
     * Asked after a failure: true when a signal came, or comes at this moment, so that it failed
     * because everything is being stopped.
     */
    boolean isUnderWay() {
        try {
            return underWay.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return hasBegun();
        }
    }

    /** The process ends by itself: nothing is left for a signal to do. */
    void isOver() {
        over.set(true);
    }

    private static void run(IntSupplier work) {
        var status = new AtomicInteger(Refused.FAILED);
        Thread worker =
                Thread.ofPlatform()
                        .name("stop-work")
                        .daemon()
                        .start(() -> status.set(work.getAsInt()));
        boolean done = false;
        try {
            done = worker.join(LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            log.error("stopping took longer than {}", LIMIT);
        }
        Runtime.getRuntime().halt(done ? status.get() : Refused.FAILED);
    }
}
