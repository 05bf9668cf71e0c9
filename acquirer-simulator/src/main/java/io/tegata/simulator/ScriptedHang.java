package io.tegata.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Waits as a sick acquirer does: for the configured time, or until the simulator stops. */
@Component
public final class ScriptedHang {

    private final Duration length;
    private final CountDownLatch stopping = new CountDownLatch(1);

    ScriptedHang(SimulatorSettings settings) {
        this.length = settings.hang();
    }

    /** Returns after the configured time, at shutdown, or when the thread is interrupted. */
    public void await() {
        try {
            var _ = stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping.countDown();
    }
}
