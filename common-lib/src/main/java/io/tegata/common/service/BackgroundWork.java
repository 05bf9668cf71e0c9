package io.tegata.common.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Repeats one piece of work on a virtual thread from start to stop: again at once while it says
 * there is more, else after the pause or when {@link #wake() woken}. A failure is logged and tried
 * again after the pause; it never ends the loop. It stops after the web server, and waits a bounded
 * time for the piece that is running.
 */
public final class BackgroundWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 10;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** One bounded piece of the work; true when there is more to do right away. */
    @FunctionalInterface
    public interface Piece {
        boolean run();
    }

    private final String name;
    private final Duration pause;
    private final Piece piece;
    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private @Nullable Thread thread;

    public BackgroundWork(String name, Duration pause, Piece piece) {
        this.name = name;
        this.pause = pause;
        this.piece = piece;
    }

    /**
     * Does the next piece now instead of after the pause. Costs nothing; may be called from any
     * thread.
     */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        wake();
        Thread stopping = thread;
        if (stopping != null) {
            try {
                if (!stopping.join(STOP_LIMIT)) {
                    log.warn(
                            "{} did not end within {}; what it left is taken over by its lease",
                            name,
                            STOP_LIMIT);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Below the web server's phase, so that it starts before the first request and stops after the
     * last.
     */
    @Override
    public int getPhase() {
        return 0;
    }

    private void loop() {
        int failures = 0;
        while (running) {
            try {
                boolean more = piece.run();
                failures = 0;
                if (!more) {
                    awaitWakeUp();
                }
            } catch (Throwable failure) {
                // An Error too: the work of this service must not end silently.
                failures++;
                Duration delay = backOff(failures);
                log.warn("{} failed and is tried again in {} ms", name, delay.toMillis(), failure);
                awaitStop(delay);
            }
        }
    }

    private Duration backOff(int failures) {
        Duration delay = pause.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        return delay.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : delay;
    }

    private void awaitWakeUp() {
        try {
            var _ = wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            wakeUps.drainPermits();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /**
     * A hint does not shorten the pause after a failure: what is down would only be asked more
     * often.
     */
    private void awaitStop(Duration delay) {
        try {
            var _ = stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
