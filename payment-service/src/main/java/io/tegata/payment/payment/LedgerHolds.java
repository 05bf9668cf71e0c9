package io.tegata.payment.payment;

/**
 * The ledger's say on money that must be there first: a refund is sent only while its amount is
 * held.
 */
public interface LedgerHolds {

    /** What the ledger said. */
    sealed interface Answer {

        record Placed() implements Answer {}

        /** The merchant's balance does not cover it; nothing is held. */
        record Refused() implements Answer {}

        /** The ledger was never reached: nothing is held. */
        record NotSent() implements Answer {}

        /** No answer: perhaps held. Asking again with the same operation does no harm. */
        record Unknown() implements Answer {}
    }

    /**
     * Places the hold of a refund, after telling the ledger what it has not heard of this payment
     * yet.
     */
    Answer place(Payment payment, Operation refund);
}
