package io.tegata.reconciler.matching;

import static io.tegata.reconciler.matching.DiscrepancyClass.E1;
import static io.tegata.reconciler.matching.DiscrepancyClass.E2;
import static io.tegata.reconciler.matching.DiscrepancyClass.E3;
import static io.tegata.reconciler.matching.DiscrepancyClass.E4;
import static io.tegata.reconciler.matching.DiscrepancyClass.E5;
import static io.tegata.reconciler.matching.DiscrepancyClass.E6;
import static io.tegata.reconciler.matching.DiscrepancyClass.I1;
import static io.tegata.reconciler.matching.DiscrepancyClass.I10;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.reconciler.matching.PaymentOperation.Kind;
import io.tegata.reconciler.matching.PaymentOperation.Status;
import io.tegata.reconciler.matching.SettledLine.Standing;
import io.tegata.reconciler.matching.SettledLine.Told;
import io.tegata.reconciler.matching.SideTotals.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: what payments and acquirers agree on gives no alarm; each way to differ gives its own class
 * once; what cannot be compared yet is excluded with its reason.
 */
class ExternalPassTest {

    private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant CUT = T.minusSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Instant LONG_AGO = CUT.minusSeconds(600);
    private static final Instant IN_FLIGHT_SINCE = T.minusSeconds(1_000);
    private static final Told TOLD = new Told(Standing.BOOKED, null, LONG_AGO, LONG_AGO);

    private final List<Discrepancy> found = new ArrayList<>();

    static List<Integer> seeds() {
        return Seeds.of(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cleanBooksGiveNoAlarm(int seed) {
        var operations = new ArrayList<PaymentOperation>();
        var lines = new ArrayList<SettledLine>();
        agreeing(random(seed), seed % 50, operations, lines);

        PassTotals totals = run(operations, lines);

        assertThat(found).isEmpty();
        assertThat(totals.close()).isTrue();
        assertThat(totals.otherSide().matched().rows()).isEqualTo(lines.size());
        assertThat(totals.paymentSide().matched().rows()).isEqualTo(lines.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachDamageIsFoundOnceAndNothingElse(int seed) {
        RandomGenerator random = random(seed);
        var operations = new ArrayList<PaymentOperation>();
        var lines = new ArrayList<SettledLine>();
        agreeing(random, 30, operations, lines);
        operations.add(operation("att_zz", Kind.SALE, LONG_AGO));
        lines.add(line("att_zz", 900, SettledLine.Kind.CAPTURE));
        int victim = random.nextInt(lines.size());
        SettledLine line = lines.get(victim);
        DiscrepancyClass expected = E1;
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(victim);
            case 1 -> {
                lines.add(line("att_foreign", 901, SettledLine.Kind.REFUND));
                expected = E2;
            }
            case 2 -> {
                lines.add(line(line.reference(), 902, line.kind()));
                expected = E3;
            }
            case 3 -> {
                lines.set(victim, with(line, line.kind(), line.gross() - 1, "EUR"));
                expected = E4;
            }
            case 4 -> {
                lines.set(victim, with(line, line.kind(), line.gross(), "USD"));
                expected = E5;
            }
            default -> {
                SettledLine.Kind other =
                        line.kind() == SettledLine.Kind.REFUND
                                ? SettledLine.Kind.CAPTURE
                                : SettledLine.Kind.REFUND;
                lines.set(victim, with(line, other, line.gross(), "EUR"));
                expected = E6;
            }
        }
        lines.sort(
                Comparator.comparing(SettledLine::reference).thenComparing(SettledLine::lineKey));

        PassTotals totals = run(operations, lines);

        assertThat(found).extracting(Discrepancy::type).containsExactly(expected);
        assertThat(totals.close()).isTrue();
    }

    @Test
    void whatFinishedAfterTheLastCutAwaitsSettlement() {
        PassTotals totals =
                run(
                        List.of(
                                operation("a", Kind.CAPTURE, CUT.minus(GRACE)),
                                operation("b", Kind.CAPTURE, CUT.minus(GRACE).minusNanos(1_000))),
                        List.of());

        assertThat(totals.paymentSide().excludedByReason())
                .containsOnlyKeys(Reason.AWAITING_SETTLEMENT);
        assertThat(found).extracting(Discrepancy::type).containsExactly(E1);
        assertThat(found.getFirst().amountAtRisk()).isEqualTo(1_000);
    }

    @Test
    void withoutAFileEverythingAwaitsSettlement() {
        var pass =
                new ExternalPass(
                        found::add, new ExternalPass.Bounds(T, Map.of(), GRACE, IN_FLIGHT_SINCE));

        PassTotals totals =
                pass.run(
                        List.of(operation("a", Kind.SALE, LONG_AGO)).iterator(),
                        List.<SettledLine>of().iterator());

        assertThat(found).isEmpty();
        assertThat(totals.paymentSide().excluded().rows()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsNotSettledByNatureIsExcludedUnlessTheAcquirerSettlesIt(Kind kind) {
        PaymentOperation failed =
                new PaymentOperation(
                        "op", "a", "pay", "mer", kind, Status.FAILED, 1_000, "EUR", "northbank", T);

        PassTotals totals = run(List.of(failed), List.of());
        assertThat(totals.paymentSide().excludedByReason())
                .containsOnlyKeys(Reason.NOT_SETTLED_BY_NATURE);
        assertThat(found).isEmpty();

        PassTotals settled = run(List.of(failed), List.of(line("a", 1, SettledLine.Kind.CAPTURE)));
        assertThat(found).extracting(Discrepancy::type).containsExactly(E6);
        assertThat(settled.close()).isTrue();
    }

    @Test
    void aLineOfAnotherAcquirerIsNotOurs() {
        SettledLine line = line("a", 1, SettledLine.Kind.CAPTURE);
        var foreign =
                new SettledLine(
                        "a", "other:1", "other", "hash", 1, line.kind(), 1_000, 0, "EUR", TOLD);

        var _ = run(List.of(operation("a", Kind.SALE, LONG_AGO)), List.of(line, foreign));

        assertThat(found).extracting(Discrepancy::type).containsExactly(E2);
    }

    @Test
    void aLineWhoseOperationMayFinishAfterTheSettledCutIsNotJudgedYet() {
        SettledLine line = line("a", 1, SettledLine.Kind.CAPTURE);
        var young =
                new SettledLine(
                        line.reference(),
                        line.lineKey(),
                        line.acquirer(),
                        line.fileHash(),
                        1,
                        line.kind(),
                        line.gross(),
                        line.fee(),
                        line.currency(),
                        new Told(Standing.BOOKED, null, LONG_AGO, T.minus(GRACE).plusNanos(1_000)));

        PassTotals totals = run(List.of(), List.of(young));

        assertThat(found).isEmpty();
        assertThat(totals.otherSide().excludedByReason())
                .containsOnlyKeys(Reason.AFTER_SETTLED_CUT);
        assertThat(totals.close()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BOOKED, , 1", "SUSPENSE, E2, 0", "REFUSED, I1, 0"})
    void whatAgreesIsMatchedOnlyWhenTheLedgerHasBookedIt(
            Standing standing, @Nullable DiscrepancyClass expected, long matched) {
        PassTotals totals =
                run(
                        List.of(operation("a", Kind.SALE, LONG_AGO)),
                        List.of(told("a", new Told(standing, null, LONG_AGO, LONG_AGO))));

        assertThat(found)
                .extracting(Discrepancy::type)
                .isEqualTo(expected == null ? List.of() : List.of(expected));
        assertThat(totals.paymentSide().matched().rows()).isEqualTo(matched);
        assertThat(totals.otherSide().matched().rows()).isEqualTo(matched);
        assertThat(totals.close()).isTrue();
    }

    @Test
    void aSuspenseLineIsTheSameDiscrepancyWithAndWithoutItsOperation() {
        SettledLine line = told("a", new Told(Standing.SUSPENSE, null, LONG_AGO, LONG_AGO));
        var _ = run(List.of(), List.of(line));
        var _ = run(List.of(operation("a", Kind.SALE, LONG_AGO)), List.of(line));

        assertThat(found).extracting(Discrepancy::type).containsExactly(E2, E2);
        assertThat(found.getFirst().fingerprint()).isEqualTo(found.getLast().fingerprint());
    }

    @Test
    void aPendingLineIsInFlightAndWithItItsOperation() {
        var young = new Told(Standing.PENDING, null, IN_FLIGHT_SINCE.plusNanos(1_000), LONG_AGO);
        PassTotals totals =
                run(
                        List.of(operation("b", Kind.SALE, LONG_AGO)),
                        List.of(told("a", young), told("b", young)));

        assertThat(found).isEmpty();
        assertThat(totals.paymentSide().excludedByReason()).containsOnlyKeys(Reason.IN_FLIGHT);
        assertThat(totals.otherSide().excludedByReason()).containsOnlyKeys(Reason.IN_FLIGHT);
        assertThat(totals.close()).isTrue();
    }

    @Test
    void aLineThatIsPendingForTooLongIsADiscrepancyUntilItsOperationEnds() {
        SettledLine old = told("a", new Told(Standing.PENDING, null, IN_FLIGHT_SINCE, LONG_AGO));

        PassTotals totals = run(List.of(), List.of(old));
        assertThat(found).extracting(Discrepancy::type).containsExactly(I10);
        assertThat(totals.otherSide().open().rows()).isEqualTo(1);
        assertThat(totals.close()).isTrue();

        found.clear();
        var _ = run(List.of(operation("a", Kind.SALE, LONG_AGO)), List.of(old));
        assertThat(found).isEmpty();
    }

    @Test
    void aRefusedLineIsADiscrepancyBeforeItsOperationCanBeSeen() {
        var young = new Told(Standing.REFUSED, "currency_unknown: no", LONG_AGO, T);

        PassTotals totals = run(List.of(), List.of(told("a", young)));

        assertThat(found).extracting(Discrepancy::type).containsExactly(I1);
        assertThat(totals.close()).isTrue();
    }

    private static SettledLine told(String reference, Told told) {
        SettledLine line = line(reference, 1, SettledLine.Kind.CAPTURE);
        return new SettledLine(
                line.reference(),
                line.lineKey(),
                line.acquirer(),
                line.fileHash(),
                line.lineNo(),
                line.kind(),
                line.gross(),
                line.fee(),
                line.currency(),
                told);
    }

    private PassTotals run(List<PaymentOperation> operations, List<SettledLine> lines) {
        var bounds = new ExternalPass.Bounds(T, Map.of("northbank", CUT), GRACE, IN_FLIGHT_SINCE);
        return new ExternalPass(found::add, bounds).run(operations.iterator(), lines.iterator());
    }

    private static void agreeing(
            RandomGenerator random,
            int size,
            List<PaymentOperation> operations,
            List<SettledLine> lines) {
        for (int i = 0; i < size; i++) {
            String attempt = "att_%03d".formatted(i);
            Kind kind = Seeds.pick(random, Kind.values());
            PaymentOperation operation = operation(attempt, kind, LONG_AGO);
            operations.add(operation);
            if (operation.isSettled()) {
                lines.add(
                        line(
                                attempt,
                                i,
                                kind == Kind.REFUND
                                        ? SettledLine.Kind.REFUND
                                        : SettledLine.Kind.CAPTURE));
            }
        }
    }

    private static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static PaymentOperation operation(String attempt, Kind kind, Instant sourceAt) {
        return new PaymentOperation(
                "op_" + attempt,
                attempt,
                "pay",
                "mer",
                kind,
                Status.SUCCEEDED,
                1_000,
                "EUR",
                "northbank",
                sourceAt);
    }

    private static SettledLine line(String reference, int number, SettledLine.Kind kind) {
        return new SettledLine(
                reference,
                "northbank:%05d".formatted(number),
                "northbank",
                "hash",
                number,
                kind,
                1_000,
                10,
                "EUR",
                TOLD);
    }

    private static SettledLine with(
            SettledLine line, SettledLine.Kind kind, long gross, String currency) {
        return new SettledLine(
                line.reference(),
                line.lineKey(),
                line.acquirer(),
                line.fileHash(),
                line.lineNo(),
                kind,
                gross,
                line.fee(),
                currency,
                line.told());
    }
}
