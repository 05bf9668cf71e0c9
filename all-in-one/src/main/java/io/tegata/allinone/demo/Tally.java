package io.tegata.allinone.demo;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted while the orders are sent. Safe for use by many threads. */
final class Tally {

    final LongAdder duplicatesSent = new LongAdder();
    final LongAdder duplicatesReplayed = new LongAdder();

    /** How often any request was sent again because it had no answer, or none that is final. */
    final LongAdder retries = new LongAdder();

    private final AtomicReference<@Nullable Long> firstPaid = new AtomicReference<>();

    /** Keeps the first reading of {@link System#nanoTime} only. */
    void paid(long nanoTime) {
        firstPaid.compareAndSet(null, nanoTime);
    }

    /** When the first payment was approved; null while none is. */
    @Nullable Long firstPaid() {
        return firstPaid.get();
    }
}
