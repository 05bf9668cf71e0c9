package io.tegata.payment.payment;

/** What claiming a command's key came to. */
public sealed interface Claimed {

    /**
     * Payment, operation and attempt are stored; this caller, and nobody else, drives the
     * operation.
     */
    record Started(Payment payment, Operation operation, boolean takenOver, RequestIds ids)
            implements Claimed {}

    /**
     * There is an answer already: the stored one, a refusal, or that the first request is still
     * running.
     */
    record Answered(Reply reply) implements Claimed {}

    /** The first request with this key has not ended; the reply says so to whom does not wait. */
    record Running(Reply reply) implements Claimed {}
}
