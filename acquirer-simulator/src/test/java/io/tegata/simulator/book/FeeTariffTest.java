package io.tegata.simulator.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goal: the fee rounds half up, is exact at the edges and never exceeds the amount. */
class FeeTariffTest {

    @ParameterizedTest
    @CsvSource({
        "1250, 25", // 15.00 + 10
        "1, 1", // capped
        "11, 10", // 0.132 rounds down
        "41, 10", // 0.492 rounds down
        "42, 11", // 0.504 rounds up
        "125, 12", // 1.5 rounds up
        "9007199254740991, 108086391056902"
    })
    void roundsHalfUpAndCaps(long amount, long fee) {
        assertThat(new FeeTariff(120, 10).feeOf(amount)).isEqualTo(fee);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "10000, 0, 9007199254740991"})
    void takesNothingOrAll(long basisPoints, long fixed, long fee) {
        assertThat(new FeeTariff(basisPoints, fixed).feeOf(Money.MAX_MINOR)).isEqualTo(fee);
    }
}
