package io.tegata.reconciler.matching;

import static io.tegata.reconciler.matching.DiscrepancyClass.I1;
import static io.tegata.reconciler.matching.DiscrepancyClass.I2;
import static io.tegata.reconciler.matching.DiscrepancyClass.I3;
import static io.tegata.reconciler.matching.DiscrepancyClass.I4;
import static io.tegata.reconciler.matching.DiscrepancyClass.I5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.reconciler.matching.PaymentOperation.Kind;
import io.tegata.reconciler.matching.PaymentOperation.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: clean books give no alarm; every kind of damage gives its own class, once, for the right
 * operation; every row read is accounted for.
 */
class InternalPassTest {

    private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant IN_FLIGHT_SINCE = T.minusSeconds(600);

    private final List<Discrepancy> found = new ArrayList<>();

    static List<Integer> seeds() {
        return Seeds.of(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cleanBooksGiveNoAlarm(int seed) {
        var books = new Books(random(seed), seed % 60);

        PassTotals totals = run(books.operations, books.records);

        assertThat(found).isEmpty();
        assertThat(totals.close()).isTrue();
        assertThat(totals.paymentSide().matched().rows()).isEqualTo(books.operations.size());
        assertThat(totals.otherSide().matched().rows()).isEqualTo(books.records.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachDamageIsFoundOnceAndNothingElse(int seed) {
        RandomGenerator random = random(seed);
        var books = new Books(random, 40);
        books.operations.add(operation("op_0", Kind.CAPTURE, Status.SUCCEEDED));
        books.records.addFirst(record("op_0", "capture"));
        books.operations.sort(Comparator.comparing(PaymentOperation::operationId));
        int victim = books.anyPrincipal(random);
        LedgerRecord principal = books.records.get(victim);
        PaymentOperation operation = books.operation(principal.operationId());
        DiscrepancyClass expected;
        switch (random.nextInt(6)) {
            case 0 -> {
                books.records.remove(victim);
                expected = I1;
            }
            case 1 -> {
                books.records.add(victim, principal);
                expected = I2;
            }
            case 2 -> {
                books.records.set(victim, with(principal, principal.amount() + 1, "EUR"));
                expected = I3;
            }
            case 3 -> {
                books.records.set(victim, with(principal, principal.amount(), "USD"));
                expected = I4;
            }
            case 4 -> {
                books.operations.set(
                        books.operations.indexOf(operation),
                        operation(operation.operationId(), Kind.VOID, Status.FAILED));
                expected = I5;
            }
            default -> {
                books.records.addLast(record("op_zzz", "capture"));
                expected = I2;
            }
        }

        PassTotals totals = run(books.operations, books.records);

        assertThat(found).isNotEmpty().allMatch(discrepancy -> discrepancy.type() == expected);
        if (expected != I5) { // there the companions contradict the state too
            assertThat(found).hasSize(1);
        }
        assertThat(totals.close()).isTrue();
        assertThat(totals.paymentSide().open().rows() + totals.otherSide().open().rows())
                .isPositive();
    }

    @Test
    void anAuthorizationNeedsItsMemoHold() {
        var _ = run(List.of(operation("a", Kind.AUTHORIZE, Status.SUCCEEDED)), List.of());

        assertThat(found).extracting(Discrepancy::type).containsExactly(I1);
        assertThat(found.getFirst().amountAtRisk()).isEqualTo(1_000);
    }

    @Test
    void aDeclineThatWasBookedIsAStateThatDiffers() {
        var _ =
                run(
                        List.of(operation("a", Kind.SALE, Status.DECLINED)),
                        List.of(record("a", "capture"), record("a", "merchant_fee")));

        assertThat(found).extracting(Discrepancy::type).containsExactly(I5, I5);
    }

    @Test
    void aFailedRefundMustReleaseItsHold() {
        var _ =
                run(
                        List.of(
                                operation("a", Kind.REFUND, Status.FAILED),
                                operation("b", Kind.REFUND, Status.FAILED)),
                        List.of(
                                record("a", "refund_hold"),
                                record("a", "refund_release"),
                                record("b", "refund_hold")));

        assertThat(found).extracting(Discrepancy::type).containsExactly(I5);
        assertThat(found.getFirst().amountAtRisk()).isEqualTo(-1_000);
    }

    @Test
    void companionsWithoutTheirOperationAreOrphans() {
        PassTotals totals =
                run(
                        List.of(),
                        List.of(
                                record("a", "capture_release"),
                                record("b", "merchant_fee"),
                                record("c", "refund_release")));

        assertThat(found).extracting(Discrepancy::type).containsExactly(I2, I2, I2);
        assertThat(totals.otherSide().open().rows()).isEqualTo(3);
        assertThat(totals.close()).isTrue();
    }

    @Test
    void aYoungHoldWithoutARefundIsOnItsWayAndAnOldOneIsNot() {
        PassTotals totals =
                run(
                        List.of(),
                        List.of(
                                record("a", "refund_hold"),
                                new LedgerRecord(
                                        "b",
                                        LedgerRule.REFUND_HOLD,
                                        "rec",
                                        "hold",
                                        "pay",
                                        5,
                                        "EUR",
                                        IN_FLIGHT_SINCE)));

        assertThat(found).extracting(Discrepancy::type).containsExactly(I2);
        assertThat(totals.otherSide().excluded().rows()).isEqualTo(1);
        assertThat(totals.close()).isTrue();
    }

    @Test
    void aFingerprintStaysAndTellsDamagesApart() {
        var _ = run(List.of(operation("a", Kind.SALE, Status.SUCCEEDED)), List.of());
        var _ = run(List.of(operation("a", Kind.SALE, Status.SUCCEEDED)), List.of());
        var _ = run(List.of(operation("b", Kind.SALE, Status.SUCCEEDED)), List.of());

        assertThat(found).hasSize(3);
        assertThat(found.get(0).fingerprint()).isEqualTo(found.get(1).fingerprint());
        assertThat(found.get(2).fingerprint()).isNotEqualTo(found.get(0).fingerprint());
    }

    @Test
    void aStreamOutOfOrderEndsTheRun() {
        List<PaymentOperation> operations =
                List.of(
                        operation("b", Kind.VOID, Status.FAILED),
                        operation("a", Kind.VOID, Status.FAILED));

        assertThatThrownBy(() -> run(operations, List.of())).isInstanceOf(UnsortedRows.class);
    }

    private PassTotals run(List<PaymentOperation> operations, List<LedgerRecord> records) {
        return new InternalPass(found::add, IN_FLIGHT_SINCE)
                .run(operations.iterator(), records.iterator());
    }

    private static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static PaymentOperation operation(String id, Kind kind, Status status) {
        return new PaymentOperation(
                id, "att_" + id, "pay", "mer", kind, status, 1_000, "EUR", "northbank", T);
    }

    private static LedgerRecord record(String operation, String rule) {
        return new LedgerRecord(
                operation, LedgerRule.of(rule), "rec", "entry", "pay", 1_000, "EUR", T);
    }

    private static LedgerRecord with(LedgerRecord record, long amount, String currency) {
        return new LedgerRecord(
                record.operationId(),
                record.rule(),
                record.recordId(),
                record.kind(),
                record.paymentId(),
                amount,
                currency,
                record.sourceAt());
    }

    /** Two sides that agree. */
    private static final class Books {

        private final List<PaymentOperation> operations = new ArrayList<>();
        private final List<LedgerRecord> records = new ArrayList<>();

        Books(RandomGenerator random, int size) {
            for (int i = 0; i < size; i++) {
                String id = "op_%03d".formatted(i + 1);
                Kind kind = Seeds.pick(random, Kind.values());
                Status status = Seeds.pick(random, Status.values());
                operations.add(operation(id, kind, status));
                rules(kind, status, random).forEach(rule -> records.add(record(id, rule)));
            }
        }

        private static List<String> rules(Kind kind, Status status, RandomGenerator random) {
            if (status != Status.SUCCEEDED) {
                return kind == Kind.REFUND && random.nextBoolean()
                        ? List.of("refund_hold", "refund_release")
                        : List.of();
            }
            return switch (kind) {
                case AUTHORIZE -> List.of("authorization");
                case VOID -> List.of("void");
                case REFUND -> List.of("refund", "refund_hold");
                case SALE -> List.of("capture", "merchant_fee");
                case CAPTURE ->
                        random.nextBoolean()
                                ? List.of("capture", "capture_release", "merchant_fee")
                                : List.of("capture", "capture_release");
            };
        }

        int anyPrincipal(RandomGenerator random) {
            while (true) {
                int index = random.nextInt(records.size());
                LedgerRecord record = records.get(index);
                if (ExpectedRule.of(operation(record.operationId()), record.rule())
                        == ExpectedRule.PRINCIPAL) {
                    return index;
                }
            }
        }

        PaymentOperation operation(String id) {
            return operations.stream()
                    .filter(operation -> operation.operationId().equals(id))
                    .findFirst()
                    .orElseThrow();
        }

        private static PaymentOperation operation(String id, Kind kind, Status status) {
            return InternalPassTest.operation(id, kind, status);
        }
    }
}
