package io.tegata.reconciler.matching;

import static io.tegata.reconciler.matching.DiscrepancyClass.I1;
import static io.tegata.reconciler.matching.DiscrepancyClass.I2;
import static io.tegata.reconciler.matching.DiscrepancyClass.I3;
import static io.tegata.reconciler.matching.DiscrepancyClass.I4;
import static io.tegata.reconciler.matching.DiscrepancyClass.I5;

import io.tegata.reconciler.matching.Discrepancy.Risk;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Compares the operations of payment-service with what the ledger booked for them: two streams
 * sorted by operation id, merged in constant memory. Each row is consumed once.
 */
public final class InternalPass {

    private final Findings findings;
    private final Instant inFlightSince;
    private final PassTotals totals = new PassTotals();

    /**
     * @param inFlightSince a refund's hold that is younger than this and has no finished refund
     *     belongs to a refund that is still on its way
     */
    public InternalPass(Findings findings, Instant inFlightSince) {
        this.findings = findings;
        this.inFlightSince = inFlightSince;
    }

    /**
     * Runs once.
     *
     * @throws UnsortedRows when a stream is not sorted by operation id (records: and rule)
     */
    public PassTotals run(Iterator<PaymentOperation> operations, Iterator<LedgerRecord> records) {
        var payments =
                new SortedRows<>(
                        operations,
                        PaymentOperation::operationId,
                        true,
                        row -> totals.paymentSide().read(row.amount(), row.currency()));
        var ledger =
                new SortedRows<>(
                        records,
                        row -> row.operationId() + "\n" + row.rule().code(),
                        false,
                        row -> totals.otherSide().read(row.amount(), row.currency()));
        while (payments.hasNext()) {
            String operation = payments.peek().operationId();
            while (ledger.hasNext() && ledger.peek().operationId().compareTo(operation) < 0) {
                orphan(ledger.take());
            }
            compare(payments.take(), ledger);
        }
        while (ledger.hasNext()) {
            orphan(ledger.take());
        }
        return totals;
    }

    /** Takes every record of the operation off the ledger's stream. */
    private void compare(PaymentOperation operation, SortedRows<LedgerRecord> ledger) {
        Set<LedgerRule> rules =
                EnumSet.noneOf(
                        LedgerRule.class); // a handful: a rule repeats only in a broken ledger
        boolean agrees = true;
        while (ledger.hasNext() && ledger.peek().operationId().equals(operation.operationId())) {
            LedgerRecord booked = ledger.take();
            if (rules.add(booked.rule())) {
                agrees &= agrees(operation, booked);
            } else {
                surplus(booked);
            }
        }
        if (operation.succeeded() && !hasPrincipal(operation, rules)) {
            agrees = false;
            findings.add(
                    Discrepancy.of(
                            I1,
                            List.of(operation.operationId()),
                            new Risk(operation.signed(), operation.currency()),
                            operation,
                            null));
        } else if (!operation.succeeded()
                && rules.contains(LedgerRule.REFUND_HOLD)
                && !rules.contains(LedgerRule.REFUND_RELEASE)) {
            agrees = false; // the refund failed, but its money is still held
            findings.add(
                    Discrepancy.of(
                            I5,
                            List.of(operation.operationId(), LedgerRule.REFUND_HOLD.code()),
                            new Risk(operation.signed(), operation.currency()),
                            operation,
                            null));
        }
        if (agrees) {
            totals.paymentSide().matched(operation.amount(), operation.currency());
        } else {
            totals.paymentSide().open(operation.amount(), operation.currency());
        }
    }

    private static boolean hasPrincipal(PaymentOperation operation, Set<LedgerRule> rules) {
        return rules.stream()
                .anyMatch(rule -> ExpectedRule.of(operation, rule) == ExpectedRule.PRINCIPAL);
    }

    private boolean agrees(PaymentOperation operation, LedgerRecord booked) {
        boolean sameCurrency = booked.currency().equals(operation.currency());
        boolean sameAmount = booked.amount() == operation.amount();
        return switch (ExpectedRule.of(operation, booked.rule())) {
            case FORBIDDEN -> differs(I5, operation, booked, -booked.signed());
            case OTHER_AMOUNT ->
                    sameCurrency
                            ? matched(booked)
                            : differs(I4, operation, booked, operation.signed());
            case PRINCIPAL, SAME_AMOUNT -> {
                if (!sameCurrency) {
                    yield differs(I4, operation, booked, operation.signed());
                }
                yield sameAmount
                        ? matched(booked)
                        : differs(I3, operation, booked, operation.signed() - booked.signed());
            }
        };
    }

    private boolean matched(LedgerRecord booked) {
        totals.otherSide().matched(booked.amount(), booked.currency());
        return true;
    }

    private boolean differs(
            DiscrepancyClass type, PaymentOperation operation, LedgerRecord booked, long risk) {
        String currency = type == I5 ? booked.currency() : operation.currency();
        findings.add(
                Discrepancy.of(
                        type,
                        List.of(operation.operationId(), booked.rule().code()),
                        new Risk(risk, currency),
                        operation,
                        booked));
        totals.otherSide().open(booked.amount(), booked.currency());
        return false;
    }

    private void orphan(LedgerRecord booked) {
        if (booked.rule() == LedgerRule.REFUND_HOLD && booked.sourceAt().isAfter(inFlightSince)) {
            totals.otherSide()
                    .excluded(SideTotals.Reason.IN_FLIGHT, booked.amount(), booked.currency());
        } else {
            surplus(booked);
        }
    }

    private void surplus(LedgerRecord booked) {
        findings.add(
                Discrepancy.of(
                        I2,
                        List.of(booked.operationId(), booked.rule().code(), booked.recordId()),
                        new Risk(-booked.signed(), booked.currency()),
                        null,
                        booked));
        totals.otherSide().open(booked.amount(), booked.currency());
    }
}
