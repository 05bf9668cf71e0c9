package io.tegata.simulator.book;

/** What became of a request to the book. */
sealed interface BookAnswer {

    /** Booked, now or by an earlier request with the same reference and content. */
    record Booked(Operation operation, boolean now) implements BookAnswer {}

    /** Not booked. */
    record Refused(Refusal refusal) implements BookAnswer {}
}
