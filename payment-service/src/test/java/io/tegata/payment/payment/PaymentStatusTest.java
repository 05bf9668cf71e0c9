package io.tegata.payment.payment;

import static io.tegata.payment.payment.PaymentStatus.AUTHORIZED;
import static io.tegata.payment.payment.PaymentStatus.AUTHORIZING;
import static io.tegata.payment.payment.PaymentStatus.CAPTURED;
import static io.tegata.payment.payment.PaymentStatus.DECLINED;
import static io.tegata.payment.payment.PaymentStatus.FAILED;
import static io.tegata.payment.payment.PaymentStatus.PARTIALLY_CAPTURED;
import static io.tegata.payment.payment.PaymentStatus.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Goal: a payment's status moves along the legal pairs and along no other; every pair is walked.
 */
class PaymentStatusTest {

    private static final Set<List<PaymentStatus>> LEGAL =
            Set.of(
                    List.of(AUTHORIZING, AUTHORIZED),
                    List.of(AUTHORIZING, CAPTURED),
                    List.of(AUTHORIZING, DECLINED),
                    List.of(AUTHORIZING, FAILED),
                    List.of(AUTHORIZED, PARTIALLY_CAPTURED),
                    List.of(AUTHORIZED, CAPTURED),
                    List.of(AUTHORIZED, VOIDED),
                    List.of(PARTIALLY_CAPTURED, PARTIALLY_CAPTURED),
                    List.of(PARTIALLY_CAPTURED, CAPTURED));

    @Test
    void everyPairIsDecided() {
        for (PaymentStatus from : PaymentStatus.values()) {
            for (PaymentStatus to : PaymentStatus.values()) {
                if (LEGAL.contains(List.of(from, to))) {
                    assertThat(from.to(to)).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> from.to(to))
                            .as("%s to %s", from, to)
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }
}
