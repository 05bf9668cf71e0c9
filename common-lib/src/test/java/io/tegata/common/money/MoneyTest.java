package io.tegata.common.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: amounts are exact or an exception; a split loses nothing; people read the right number of
 * decimals.
 */
class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "1250, EUR, 12.50 EUR",
        "5, EUR, 0.05 EUR",
        "-5, EUR, -0.05 EUR",
        "500, JPY, 500 JPY",
        "1, KWD, 0.001 KWD",
        "-1234567, KWD, -1234.567 KWD",
        "0, USD, 0.00 USD"
    })
    void peopleReadMajorUnits(long minor, String currency, String text) {
        assertThat(Money.of(minor, currency)).hasToString(text);
    }

    @Test
    void whatDoesNotFitIsAnException() {
        Money most = Money.of(Long.MAX_VALUE, "EUR");
        assertThatThrownBy(() -> most.plus(Money.of(1, "EUR")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of(Long.MIN_VALUE, "EUR").minus(Money.of(1, "EUR")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.minus(Money.of(1, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> most.split(0)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Integer> seeds() {
        Integer replay = Integer.getInteger("seed");
        return replay != null ? Stream.of(replay) : IntStream.range(0, 200).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSplitLosesNothingAndIsEven(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Money whole = Money.of(random.nextLong(-1_000_000, 1_000_000), "EUR");
        var parts = whole.split(1 + random.nextInt(50));

        assertThat(parts.stream().reduce(Money.of(0, "EUR"), Money::plus)).isEqualTo(whole);
        long most = parts.stream().mapToLong(Money::minor).max().orElseThrow();
        long least = parts.stream().mapToLong(Money::minor).min().orElseThrow();
        assertThat(most - least).isBetween(0L, 1L);
    }
}
