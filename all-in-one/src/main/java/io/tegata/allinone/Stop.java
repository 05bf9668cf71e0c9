package io.tegata.allinone;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean underWay;

    /** From now on a signal runs this work and ends the process with this status. */
    void onSignal(int status, Runnable work) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(
                                        () -> {
                                            if (over.compareAndSet(false, true)) {
                                                underWay = true;
                                                run(status, work);
                                            }
                                        }));
    }

    /** A signal came: what fails from now on fails because everything is being stopped. */
    boolean isUnderWay() {
        return underWay;
    }

    /** The process ends by itself: nothing is left for a signal to do. */
    void isOver() {
        over.set(true);
    }

    private static void run(int status, Runnable work) {
        Thread worker = Thread.ofPlatform().name("stop-work").daemon().start(work);
        boolean done = false;
        try {
            done = worker.join(LIMIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            log.error("stopping took longer than {}", LIMIT);
        }
        Runtime.getRuntime().halt(done ? status : 1);
    }
}
