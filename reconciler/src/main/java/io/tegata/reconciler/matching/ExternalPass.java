package io.tegata.reconciler.matching;

import static io.tegata.reconciler.matching.DiscrepancyClass.E1;
import static io.tegata.reconciler.matching.DiscrepancyClass.E2;
import static io.tegata.reconciler.matching.DiscrepancyClass.E3;
import static io.tegata.reconciler.matching.DiscrepancyClass.E4;
import static io.tegata.reconciler.matching.DiscrepancyClass.E5;
import static io.tegata.reconciler.matching.DiscrepancyClass.E6;
import static java.util.Objects.requireNonNull;

import io.tegata.reconciler.matching.Discrepancy.Risk;
import io.tegata.reconciler.matching.PaymentOperation.Kind;
import io.tegata.reconciler.matching.SideTotals.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares the operations that acquirers know with the lines of their settlement files: two streams
 * sorted by attempt id, merged in constant memory. Each row is consumed once.
 */
public final class ExternalPass {

    /**
     * What bounds the comparison.
     *
     * @param settledAt the settled cut of the run: the operations are those finished until then
     * @param lastCuts per acquirer, the cut of the last file that was taken
     * @param grace how far the clocks of acquirer and platform may be apart
     */
    public record Bounds(Instant settledAt, Map<String, Instant> lastCuts, Duration grace) {

        /** Whether the acquirer must have named an operation of that time in a file by now. */
        boolean isDue(PaymentOperation operation) {
            Instant cut = lastCuts.get(String.valueOf(operation.acquirer()));
            return cut != null && operation.sourceAt().isBefore(cut.minus(grace));
        }

        /** Whether the operation behind a line must be among the operations, if it is ours. */
        boolean isJudgeable(SettledLine line) {
            return !line.judgeableAt().plus(grace).isAfter(settledAt);
        }
    }

    private final Findings findings;
    private final Bounds bounds;
    private final PassTotals totals = new PassTotals();

    public ExternalPass(Findings findings, Bounds bounds) {
        this.findings = findings;
        this.bounds = bounds;
    }

    /**
     * Runs once; every operation has an attempt id.
     *
     * @throws UnsortedRows when a stream is not sorted by attempt id or reference
     */
    public PassTotals run(Iterator<PaymentOperation> operations, Iterator<SettledLine> lines) {
        var payments =
                new SortedRows<>(
                        operations,
                        ExternalPass::attempt,
                        true,
                        row -> totals.paymentSide().read(row.amount(), row.currency()));
        var settled =
                new SortedRows<>(
                        lines,
                        row -> row.reference() + "\n" + row.lineKey(),
                        true,
                        row -> totals.otherSide().read(row.gross(), row.currency()));
        while (payments.hasNext()) {
            String attempt = attempt(payments.peek());
            while (settled.hasNext() && settled.peek().reference().compareTo(attempt) < 0) {
                orphan(settled.take());
            }
            compare(payments.take(), settled);
        }
        while (settled.hasNext()) {
            orphan(settled.take());
        }
        return totals;
    }

    private static String attempt(PaymentOperation operation) {
        return requireNonNull(operation.attemptId(), "an operation without its attempt");
    }

    /** Takes every line of the attempt off the stream: the oldest is its line, more are surplus. */
    private void compare(PaymentOperation operation, SortedRows<SettledLine> settled) {
        boolean found = false;
        while (settled.hasNext() && settled.peek().reference().equals(operation.attemptId())) {
            SettledLine line = settled.take();
            if (!line.acquirer().equals(operation.acquirer())) {
                orphan(line);
            } else if (found) {
                surplus(operation, line);
            } else {
                found = true;
                pair(operation, line);
            }
        }
        if (!found) {
            alone(operation);
        }
    }

    private void pair(PaymentOperation operation, SettledLine line) {
        boolean sameKind =
                (operation.kind() == Kind.REFUND) == (line.kind() == SettledLine.Kind.REFUND);
        if (!operation.isSettled()) {
            differs(E6, operation, line, new Risk(-line.signed(), line.currency()));
        } else if (!line.currency().equals(operation.currency())) {
            differs(E5, operation, line, new Risk(operation.signed(), operation.currency()));
        } else if (!sameKind) {
            differs(E6, operation, line, difference(operation, line));
        } else if (line.gross() != operation.amount()) {
            differs(E4, operation, line, difference(operation, line));
        } else {
            totals.paymentSide().matched(operation.amount(), operation.currency());
            totals.otherSide().matched(line.gross(), line.currency());
        }
    }

    private static Risk difference(PaymentOperation operation, SettledLine line) {
        return new Risk(operation.signed() - line.signed(), operation.currency());
    }

    private void differs(
            DiscrepancyClass type, PaymentOperation operation, SettledLine line, Risk risk) {
        findings.add(
                Discrepancy.of(
                        type, List.of(attempt(operation), line.lineKey()), risk, operation, line));
        totals.paymentSide().open(operation.amount(), operation.currency());
        totals.otherSide().open(line.gross(), line.currency());
    }

    private void alone(PaymentOperation operation) {
        if (!operation.isSettled()) {
            exclude(operation, Reason.NOT_SETTLED_BY_NATURE);
        } else if (!bounds.isDue(operation)) {
            exclude(operation, Reason.AWAITING_SETTLEMENT);
        } else {
            findings.add(
                    Discrepancy.of(
                            E1,
                            List.of(attempt(operation)),
                            new Risk(operation.signed(), operation.currency()),
                            operation,
                            null));
            totals.paymentSide().open(operation.amount(), operation.currency());
        }
    }

    private void exclude(PaymentOperation operation, Reason reason) {
        totals.paymentSide().excluded(reason, operation.amount(), operation.currency());
    }

    private void surplus(PaymentOperation operation, SettledLine line) {
        findings.add(
                Discrepancy.of(
                        E3,
                        List.of(line.reference(), line.lineKey()),
                        new Risk(-line.signed(), line.currency()),
                        operation,
                        line));
        totals.otherSide().open(line.gross(), line.currency());
    }

    private void orphan(SettledLine line) {
        if (!bounds.isJudgeable(line)) {
            totals.otherSide().excluded(Reason.AFTER_SETTLED_CUT, line.gross(), line.currency());
            return;
        }
        findings.add(
                Discrepancy.of(
                        E2,
                        List.of(line.reference(), line.lineKey()),
                        new Risk(-line.signed(), line.currency()),
                        null,
                        line));
        totals.otherSide().open(line.gross(), line.currency());
    }
}
