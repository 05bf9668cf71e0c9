package io.tegata.simulator.settlement;

/** One capture or refund that is paid out by a file; gross and fee in minor units. */
record SettlementLine(
        long lineNo,
        String kind,
        String reference,
        String chargeReference,
        long gross,
        long fee,
        String currency) {

    /** What the bank owes for the line: a refund takes money back. */
    long net() {
        return Math.subtractExact(kind.equals("refund") ? -gross : gross, fee);
    }
}
