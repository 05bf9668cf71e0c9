package io.tegata.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.common.money.Money;
import io.tegata.common.problem.Outcome;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a payment's amounts and status follow its operations, and never contradict each other. */
class PaymentTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Claim CLAIM =
            new Claim("mer_test_a", "hash", "print", Map.of(), RequestIds.NONE);

    @Test
    void aFinalCaptureGivesTheRestBack() {
        Payment captured =
                end(authorized(1000), OperationKind.CAPTURE, 300, true, OperationStatus.SUCCEEDED);

        assertThat(captured.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(captured.amounts().captured()).isEqualTo(300);
        assertThat(captured.amounts().voided()).isEqualTo(700);
        assertThat(captured.amounts().capturable()).isZero();
    }

    @Test
    void voidingWhatIsLeftOfAPartlyCapturedPaymentCapturesIt() {
        Payment part =
                end(authorized(1000), OperationKind.CAPTURE, 400, false, OperationStatus.SUCCEEDED);
        assertThat(part.status()).isEqualTo(PaymentStatus.PARTIALLY_CAPTURED);

        Payment rest = end(part, OperationKind.VOID, 600, false, OperationStatus.SUCCEEDED);
        assertThat(rest.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(rest.amounts().captured()).isEqualTo(400);
    }

    @Test
    void aFailedRefundGivesItsAmountFree() {
        Payment sold = sold(1000);
        Operation refund = operation(sold, OperationKind.REFUND, 600, false);
        Payment opened = sold.opening(refund, NOW);
        assertThat(opened.amounts().refundPending()).isEqualTo(600);
        assertThat(opened.amounts().refundable()).isEqualTo(400);

        Payment failed = opened.ended(refund.as(OperationStatus.DECLINED, "no"), NOW);
        assertThat(failed.amounts()).isEqualTo(sold.amounts());
        assertThat(failed.lastError()).isEqualTo("no");
        assertThat(failed.latest().status().outcome()).isEqualTo(Outcome.NOT_EXECUTED);
    }

    @Test
    void anUnknownOutcomeKeepsTheOperationOpen() {
        Payment sold = sold(1000);
        Operation refund = operation(sold, OperationKind.REFUND, 600, false);
        Payment unknown =
                sold.opening(refund, NOW)
                        .waiting(
                                refund.postponed(OperationStatus.UNKNOWN, NOW),
                                NOW.plusSeconds(60),
                                NOW);

        assertThat(unknown.openOperationId()).isEqualTo(refund.id());
        assertThat(unknown.latest().status().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(unknown.latest().resolveBy()).isEqualTo(NOW.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"captured", "voided", "refunded", "refund_pending"})
    void amountsThatContradictEachOtherCannotBe(String which) {
        assertThatThrownBy(
                        () ->
                                new Payment.Amounts(
                                        100,
                                        100,
                                        which.equals("captured") ? 101 : 60,
                                        which.equals("voided") ? 41 : 0,
                                        which.equals("refunded") ? 61 : 0,
                                        which.equals("refund_pending") ? 61 : 0,
                                        0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Integer> seeds() {
        Integer replay = Integer.getInteger("seed");
        return replay != null ? Stream.of(replay) : IntStream.range(0, 500).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverIsDecidedAgreesWithAModel(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Payment payment = authorized(1 + random.nextLong(1000));
        long captured = 0;
        long refunded = 0;
        boolean released = false;
        for (int step = 0; step < 40; step++) {
            long amount = 1 + random.nextLong(400);
            ChangePayment command =
                    switch (random.nextInt(4)) {
                        case 0, 1 ->
                                new CapturePayment(
                                        CLAIM, payment.id(), eur(amount), random.nextInt(8) == 0);
                        case 2 -> new RefundPayment(CLAIM, payment.id(), eur(amount), null);
                        default -> new VoidPayment(CLAIM, payment.id());
                    };
            boolean allowed =
                    command.decide(payment, NOW) instanceof ChangePayment.Decision.Allowed;
            long capturable = released ? 0 : payment.amounts().authorized() - captured;
            boolean expected =
                    switch (command) {
                        case CapturePayment capture -> capture.amount().minor() <= capturable;
                        case RefundPayment refund ->
                                captured > 0 && refund.amount().minor() <= captured - refunded;
                        case VoidPayment _ -> capturable > 0;
                    };
            assertThat(allowed).as("%s on %s", command, payment).isEqualTo(expected);
            if (!(command.decide(payment, NOW) instanceof ChangePayment.Decision.Allowed start)) {
                continue;
            }
            boolean works = random.nextInt(5) > 0;
            payment =
                    end(
                            payment,
                            start.kind(),
                            start.amount().minor(),
                            start.finalCapture(),
                            works ? OperationStatus.SUCCEEDED : OperationStatus.DECLINED);
            if (works) {
                captured += start.kind() == OperationKind.CAPTURE ? start.amount().minor() : 0;
                refunded += start.kind() == OperationKind.REFUND ? start.amount().minor() : 0;
                released |= start.kind() == OperationKind.VOID || start.finalCapture();
            }
            assertThat(payment.amounts().captured()).isEqualTo(captured);
            assertThat(payment.amounts().refunded()).isEqualTo(refunded);
            assertThat(payment.amounts().refundPending()).isZero();
        }
    }

    private static Payment end(
            Payment payment, OperationKind kind, long amount, boolean last, OperationStatus how) {
        Operation operation = operation(payment, kind, amount, last);
        String error = how == OperationStatus.SUCCEEDED ? null : "no";
        return payment.opening(operation, NOW).ended(operation.as(how, error), NOW);
    }

    private static Payment authorized(long amount) {
        return end(
                fresh(amount, CaptureMethod.MANUAL),
                OperationKind.AUTHORIZE,
                amount,
                false,
                OperationStatus.SUCCEEDED);
    }

    private static Payment sold(long amount) {
        return end(
                fresh(amount, CaptureMethod.AUTOMATIC),
                OperationKind.SALE,
                amount,
                false,
                OperationStatus.SUCCEEDED);
    }

    private static Payment fresh(long amount, CaptureMethod method) {
        return new Payment(
                "mer_test_a",
                "pay_a",
                1,
                "order-1",
                PaymentStatus.AUTHORIZING,
                Currency.getInstance("EUR"),
                new Payment.Amounts(amount, 0, 0, 0, 0, 0, 0),
                method,
                null,
                "pm_sandbox_approve",
                "northbank",
                null,
                null,
                "op_a",
                new Payment.LatestOperation(
                        "op_a", OperationKind.SALE, OperationStatus.IN_FLIGHT, null),
                null,
                Map.of(),
                NOW,
                NOW);
    }

    private static Operation operation(
            Payment payment, OperationKind kind, long amount, boolean last) {
        return new Operation(
                payment.merchantId(),
                payment.id(),
                "op_" + payment.version(),
                kind,
                OperationStatus.IN_FLIGHT,
                eur(amount),
                last,
                null,
                "att_" + payment.version(),
                "hash",
                1,
                0,
                NOW,
                NOW,
                null,
                NOW);
    }

    private static Money eur(long minor) {
        return Money.of(minor, "EUR");
    }
}
