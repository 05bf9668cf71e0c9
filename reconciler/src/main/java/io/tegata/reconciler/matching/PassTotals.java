package io.tegata.reconciler.matching;

/** The control totals of a pass: payments on one side, ledger or acquirer on the other. */
public record PassTotals(SideTotals paymentSide, SideTotals otherSide) {

    public PassTotals() {
        this(new SideTotals(), new SideTotals());
    }

    public boolean close() {
        return paymentSide.closes() && otherSide.closes();
    }
}
