package io.tegata.ledger.account;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sums of all accounts at one instant, currency by currency, in minor units. A sum may leave
 * the range of a long although no account does.
 */
public record TrialBalance(Instant at, List<CurrencyTotal> currencies) {

    /** The sum of all accounts of one type in one currency, in the type's normal direction. */
    public record TypeTotal(
            AccountType type,
            Currency currency,
            BigInteger posted,
            BigInteger held,
            long accounts) {}

    /** One currency: the books are whole when {@link #difference()} is zero. */
    public record CurrencyTotal(
            Currency currency, BigInteger debits, BigInteger credits, List<TypeTotal> types) {

        /** Debits less credits. */
        public BigInteger difference() {
            return debits.subtract(credits);
        }
    }

    public static TrialBalance of(Instant at, List<TypeTotal> totals) {
        SortedMap<String, List<TypeTotal>> byCurrency = new TreeMap<>();
        for (TypeTotal total : totals) {
            byCurrency
                    .computeIfAbsent(total.currency.getCurrencyCode(), _ -> new ArrayList<>())
                    .add(total);
        }
        return new TrialBalance(
                at, byCurrency.values().stream().map(TrialBalance::currencyTotal).toList());
    }

    private static CurrencyTotal currencyTotal(List<TypeTotal> types) {
        return new CurrencyTotal(
                types.getFirst().currency,
                sum(types, Side.DEBIT),
                sum(types, Side.CREDIT),
                List.copyOf(types));
    }

    private static BigInteger sum(List<TypeTotal> types, Side side) {
        return types.stream()
                .filter(total -> total.type.normalSide() == side)
                .map(TypeTotal::posted)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}
