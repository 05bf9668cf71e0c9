package io.tegata.ledger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tegata.common.money.Money;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: a fee is exact for every amount, rounded half up, and never more than the capture. */
class FeeContractTest {

    @ParameterizedTest(name = "{2} of {0} basis points and {1}: {3}")
    @CsvSource({
        "290, 0, 1250, 36", // 36.25
        "290, 0, 1000, 29",
        "290, 0, 17, 0", // 0.493
        "290, 0, 18, 1", // 0.522
        "250, 0, 20, 1", // 0.5: half up
        "250, 0, 19, 0", // 0.475
        "0, 0, 1000, 0",
        "0, 30, 1000, 30",
        "290, 30, 1000, 59",
        "290, 30, 10, 10", // never more than the capture
        "10000, 0, 7, 7",
        "290, 0, 9007199254740991, 261208778387489"
    })
    void worksOutThisFee(long basisPoints, long fixed, long captured, long fee) {
        assertThat(new FeeContract(basisPoints, fixed).feeOf(Money.of(captured, "EUR")))
                .isEqualTo(Money.of(fee, "EUR"));
    }

    static IntStream seeds() {
        Integer one = Integer.getInteger("seed");
        return one == null ? IntStream.range(0, 100) : IntStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithArithmeticOfAnySize(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long captured = 1 + (random.nextLong() & (Money.MAX_MINOR - 1)) % Money.MAX_MINOR;
        long basisPoints = random.nextLong(10_001);
        BigInteger expected =
                BigInteger.valueOf(captured)
                        .multiply(BigInteger.valueOf(basisPoints))
                        .add(BigInteger.valueOf(5_000))
                        .divide(BigInteger.valueOf(10_000));
        assertThat(new FeeContract(basisPoints, 0).feeOf(Money.of(captured, "EUR")).minor())
                .isEqualTo(expected.longValueExact());
    }

    @Test
    void aContractOutsideItsRangeCannotBeMade() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FeeContract(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeeContract(10_001, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeeContract(0, -1));
    }
}
