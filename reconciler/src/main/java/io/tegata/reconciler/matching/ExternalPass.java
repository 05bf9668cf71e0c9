package io.tegata.reconciler.matching;

import static io.tegata.reconciler.matching.DiscrepancyClass.E1;
import static io.tegata.reconciler.matching.DiscrepancyClass.E2;
import static io.tegata.reconciler.matching.DiscrepancyClass.E3;
import static io.tegata.reconciler.matching.DiscrepancyClass.E4;
import static io.tegata.reconciler.matching.DiscrepancyClass.E5;
import static io.tegata.reconciler.matching.DiscrepancyClass.E6;
import static io.tegata.reconciler.matching.DiscrepancyClass.I1;
import static io.tegata.reconciler.matching.DiscrepancyClass.I10;
import static java.util.Objects.requireNonNull;

import io.tegata.reconciler.matching.Discrepancy.Risk;
import io.tegata.reconciler.matching.PaymentOperation.Kind;
import io.tegata.reconciler.matching.SettledLine.Standing;
import io.tegata.reconciler.matching.SideTotals.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
     * @param inFlightSince a line that was taken before and whose operation still has not ended
     *     waits for too long
     */
    public record Bounds(
            Instant settledAt,
            Map<String, Instant> lastCuts,
            Duration grace,
            Instant inFlightSince) {

        /** Whether the acquirer must have named an operation of that time in a file by now. */
        boolean isDue(PaymentOperation operation) {
            Instant cut = lastCuts.get(String.valueOf(operation.acquirer()));
            return cut != null && operation.sourceAt().isBefore(cut.minus(grace));
        }

        /** Whether the operation behind a line must be among the operations, if it is ours. */
        boolean isJudgeable(SettledLine line) {
            return !line.told().judgeableAt().plus(grace).isAfter(settledAt);
        }

        boolean isInFlightForTooLong(SettledLine line) {
            return !line.told().takenAt().isAfter(inFlightSince);
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
        boolean waiting = false;
        while (settled.hasNext() && settled.peek().reference().equals(operation.attemptId())) {
            SettledLine line = settled.take();
            if (line.standing() == Standing.PENDING) {
                waiting = true; // it had not ended when the line was told, and has since
                exclude(line, Reason.IN_FLIGHT);
            } else if (!line.acquirer().equals(operation.acquirer())) {
                orphan(line);
            } else if (found) {
                surplus(operation, line);
            } else {
                found = true;
                pair(operation, line);
            }
        }
        if (!found && waiting) {
            exclude(operation, Reason.IN_FLIGHT);
        } else if (!found) {
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
            agreed(operation, line);
        }
    }

    /** Payment and file say the same; that counts only when the ledger has booked it so. */
    private void agreed(PaymentOperation operation, SettledLine line) {
        switch (line.standing()) {
            case BOOKED -> {
                totals.paymentSide().matched(operation.amount(), operation.currency());
                totals.otherSide().matched(line.gross(), line.currency());
            }
            case SUSPENSE ->
                    differs(E2, operation, line, new Risk(-line.signed(), line.currency()));
            case REFUSED ->
                    differs(
                            I1,
                            operation,
                            line,
                            new Risk(operation.signed(), operation.currency()));
            case PENDING -> throw new IllegalStateException("a pending line is never compared");
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

    private void exclude(SettledLine line, Reason reason) {
        totals.otherSide().excluded(reason, line.gross(), line.currency());
    }

    private void exclude(PaymentOperation operation, Reason reason) {
        totals.paymentSide().excluded(reason, operation.amount(), operation.currency());
    }

    private void surplus(PaymentOperation operation, SettledLine line) {
        open(E3, operation, line);
    }

    /** A line without a finished operation. */
    private void orphan(SettledLine line) {
        if (line.standing() == Standing.PENDING) {
            if (bounds.isInFlightForTooLong(line)) {
                open(I10, null, line);
            } else {
                exclude(line, Reason.IN_FLIGHT);
            }
        } else if (bounds.isJudgeable(line)) {
            open(E2, null, line);
        } else if (line.standing() == Standing.REFUSED) {
            open(I1, null, line); // that the ledger did not book it is certain already
        } else {
            exclude(line, Reason.AFTER_SETTLED_CUT);
        }
    }

    private void open(
            DiscrepancyClass type, @Nullable PaymentOperation operation, SettledLine line) {
        findings.add(
                Discrepancy.of(
                        type,
                        List.of(line.reference(), line.lineKey()),
                        new Risk(-line.signed(), line.currency()),
                        operation,
                        line));
        totals.otherSide().open(line.gross(), line.currency());
    }
}
