package io.tegata.payment.payment;

import io.tegata.storage.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Events leave with the change that they tell of, in the same database transaction, or not at all.
 */
public interface Outbox {

    /**
     * Something that happened to a payment.
     *
     * @param type such as {@code io.tegata.payment.captured}
     * @param releasedAmount what a final capture gave back, in minor units
     */
    record Event(
            String type,
            Payment payment,
            Operation operation,
            long releasedAmount,
            @Nullable String traceparent) {}

    void append(Transaction tx, Event event);

    /** Wakes the relay of this instance: a hint, the row is the truth. */
    void hint();
}
