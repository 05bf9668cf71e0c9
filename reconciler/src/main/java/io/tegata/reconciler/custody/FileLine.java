package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.SettledLine;

/** One detail line; gross and fee in minor units. */
record FileLine(
        long lineNo,
        SettledLine.Kind kind,
        String reference,
        long gross,
        long fee,
        String currency) {

    /** What the acquirer owes for it: a refund takes money back. */
    long net() {
        return Math.subtractExact(kind == SettledLine.Kind.REFUND ? -gross : gross, fee);
    }
}
