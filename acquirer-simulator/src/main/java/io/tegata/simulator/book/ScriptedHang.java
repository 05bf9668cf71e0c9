package io.tegata.simulator.book;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Waits as a sick acquirer does: for the configured time, or until the simulator stops. */
public final class ScriptedHang {

    private final Duration length;
    private final CountDownLatch stopping = new CountDownLatch(1);

    public ScriptedHang(Duration length) {
        this.length = length;
    }

    /** Returns after the configured time, at shutdown, or when the thread is interrupted. */
    void await() {
        try {
            var _ = stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A simulator that stops lets go of everybody who waits. */
    @EventListener(ContextClosedEvent.class)
    public void stop() {
        stopping.countDown();
    }
}
