package io.tegata.reconciler.matching;

import java.util.Locale;

/**
 * What can be wrong between the parties. {@code I} is between payments and ledger, {@code E}
 * between payments and the acquirer's files; the numbers leave room for classes found elsewhere.
 */
public enum DiscrepancyClass {
    /**
     * A payment without its journal entry (an authorization: without its memo hold; a settlement
     * line: the ledger refused to book it).
     */
    I1(Severity.HIGH),
    /** A journal entry or hold without its payment. */
    I2(Severity.HIGH),
    /** Amounts differ between payment and ledger. */
    I3(Severity.HIGH),
    /** Currencies differ between payment and ledger. */
    I4(Severity.HIGH),
    /** The ledger booked what the state of the operation does not allow. */
    I5(Severity.HIGH),
    /** Unknown or in flight for too long: the acquirer settles it, and here it has not ended. */
    I10(Severity.HIGH),
    /** Ours, in no settlement file. */
    E1(Severity.HIGH),
    /** In a settlement file, not ours: the customer is charged wrongly. */
    E2(Severity.CRITICAL),
    /** More than once in settlement files. */
    E3(Severity.CRITICAL),
    /** Amounts differ between payment and settlement line. */
    E4(Severity.HIGH),
    /** Currencies differ between payment and settlement line. */
    E5(Severity.HIGH),
    /** The acquirer settled what the state or kind of the operation does not allow. */
    E6(Severity.HIGH),
    /** A file whose syntax, totals or checksum are wrong; it is held whole. */
    E10(Severity.HIGH),
    /** A file that is truncated, misnamed, issued again or out of sequence; it is held whole. */
    E12(Severity.HIGH);

    private enum Severity {
        CRITICAL,
        HIGH
    }

    private final Severity severity;

    DiscrepancyClass(Severity severity) {
        this.severity = severity;
    }

    /** {@code critical} or {@code high}. */
    public String severity() {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
