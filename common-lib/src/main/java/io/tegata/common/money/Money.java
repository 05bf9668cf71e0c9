package io.tegata.common.money;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * An exact amount in the minor units of its currency (ISO 4217: cents for EUR, yen for JPY, fils
 * for KWD). Every operation is exact or throws: {@link ArithmeticException} on overflow, {@link
 * IllegalArgumentException} when currencies differ. Immutable and safe for use by many threads.
 */
public record Money(long minor, Currency currency) {

    /** The largest amount that the API takes, 2^53 − 1: every JSON reader holds it exactly. */
    public static final long MAX_MINOR = (1L << 53) - 1;

    /** An amount of a currency named by its ISO 4217 code. */
    public static Money of(long minor, String currency) {
        return new Money(minor, Currency.getInstance(currency));
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.subtractExact(minor, other.minor), currency);
    }

    /**
     * Splits without losing a unit: the first shares take the remainder. {@code shares} is at least
     * 1.
     */
    public List<Money> split(int shares) {
        if (shares < 1) {
            throw new IllegalArgumentException("shares must be positive: " + shares);
        }
        long base = Math.floorDiv(minor, shares);
        long extra = Math.floorMod(minor, (long) shares);
        var parts = new ArrayList<Money>(shares);
        for (int i = 0; i < shares; i++) {
            parts.add(new Money(base + (i < extra ? 1 : 0), currency));
        }
        return List.copyOf(parts);
    }

    /**
     * For people: the major unit with the currency's own number of decimals, such as {@code 12.50
     * EUR}.
     */
    @Override
    public String toString() {
        int digits = currency.getDefaultFractionDigits();
        String unsigned = Long.toUnsignedString(Math.abs(minor));
        if (digits > 0) {
            String padded = "0".repeat(Math.max(0, digits + 1 - unsigned.length())) + unsigned;
            int point = padded.length() - digits;
            unsigned = padded.substring(0, point) + "." + padded.substring(point);
        }
        return (minor < 0 ? "-" : "") + unsigned + " " + currency.getCurrencyCode();
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "currencies differ: " + currency + " and " + other.currency);
        }
    }
}
