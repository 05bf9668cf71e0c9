package io.tegata.payment.acquirer;

/** What an acquirer said, or that it did not: only an explicit yes or no is final. */
public sealed interface AcquirerAnswer {

    record Approved() implements AcquirerAnswer {}

    /** The bank's no, which is final and is health. */
    record Declined(String code) implements AcquirerAnswer {}

    /** It is certain that nothing left this house. */
    record NotSent(String why) implements AcquirerAnswer {}

    /** The acquirer knows no such reference: a proof only after its late-arrival window. */
    record NotFound() implements AcquirerAnswer {}

    /** Sent, perhaps executed; never guessed. */
    record Unknown(String why) implements AcquirerAnswer {}
}
