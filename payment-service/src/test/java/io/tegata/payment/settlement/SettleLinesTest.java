package io.tegata.payment.settlement;

import static io.tegata.payment.testing.TestCommands.MERCHANT;
import static io.tegata.payment.testing.TestCommands.capture;
import static io.tegata.payment.testing.TestCommands.pay;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.Payments;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.storage.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: an operation is settled once, whatever file names it again. */
@Tag(TestDatabase.BOTH)
class SettleLinesTest {

    private final RunningPayments service = RunningPayments.shared();
    private final SettleLines lines = service.bean(SettleLines.class);

    @Test
    void aLineCountsOnceAndOnlyForWhatHasEnded() {
        Payment payment = service.succeed(pay("settled", 1_000));
        Started first = service.start(capture(MERCHANT, payment.id(), 400));
        Payment _ = service.succeed(first);
        Started second = service.start(capture(MERCHANT, payment.id(), 100));

        assertThat(
                        settle(
                                line(1, first, 400),
                                line(2, first, 400),
                                line(3, second, 100),
                                new SettledLine(4, "att_unheard", "capture", 1, "EUR"),
                                new SettledLine(
                                        5, first.operation().attemptId(), "refund", 1, "EUR")))
                .containsExactly("settled", "replayed", "pending", "unknown", "unknown");
        assertThat(settled(payment)).isEqualTo(400);

        Payment _ = service.succeed(second);
        assertThat(settle(line(1, first, 400), line(2, second, 100)))
                .containsExactly("replayed", "settled");
        assertThat(settled(payment)).isEqualTo(500);
        assertThat(settle()).isEmpty();
    }

    private List<String> settle(SettledLine... told) {
        return lines.settle("northbank", "file", List.of(told)).stream()
                .map(SettleLines.Result::status)
                .toList();
    }

    private static SettledLine line(long number, Started capture, long amount) {
        return new SettledLine(number, capture.operation().attemptId(), "capture", amount, "EUR");
    }

    private long settled(Payment payment) {
        return service.store()
                .payments()
                .find(new Payments.Key(MERCHANT, payment.id()))
                .orElseThrow()
                .amounts()
                .settled();
    }
}
