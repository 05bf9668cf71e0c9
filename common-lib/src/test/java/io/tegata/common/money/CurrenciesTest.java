package io.tegata.common.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: money that people pay with is taken, and nothing else that has a code. */
class CurrenciesTest {

    @Test
    void eachHasItsMinorUnit() {
        assertThat(Currencies.inUse())
                .hasSizeGreaterThan(150)
                .allSatisfy(
                        code ->
                                assertThat(Currency.getInstance(code).getDefaultFractionDigits())
                                        .isBetween(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "USD", "JPY", "KWD", "XAF", "XOF", "XPF", "XCD", "CHF"})
    void moneyIsTaken(String code) {
        assertThat(Currencies.isInUse(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XAU", "XXX", "XTS", "XDR", "DEM", "HRK", "CHE", "USN", "BOV", "eur", "EURO", ""
            })
    void metalsFundsTestsAndThePastAreNot(String code) {
        assertThat(Currencies.isInUse(code)).isFalse();
    }
}
