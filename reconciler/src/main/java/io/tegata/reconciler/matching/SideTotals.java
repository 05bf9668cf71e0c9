package io.tegata.reconciler.matching;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The control totals of one side of a pass: what was read, counted where it is read, and what
 * became of it, counted where it is decided. Sums are unbounded integers: a sum of many amounts
 * fits. Not for use by many threads.
 */
public final class SideTotals {

    /** Why a row takes no part in a comparison. */
    public enum Reason {
        /** Finished after the acquirer's last cut. */
        AWAITING_SETTLEMENT,
        /** An authorization, a void, a decline or a failure never shows in a settlement file. */
        NOT_SETTLED_BY_NATURE,
        /** The operation of this line may have finished after the settled cut of the run. */
        AFTER_SETTLED_CUT,
        /** The hold, or the settlement line, of an operation that is not finished yet. */
        IN_FLIGHT
    }

    /** A number of rows and their money per currency, in minor units. */
    public static final class Total {

        private long rows;
        private final TreeMap<String, BigInteger> money = new TreeMap<>();

        void add(long amount, String currency) {
            rows++;
            money.merge(currency, BigInteger.valueOf(amount), BigInteger::add);
        }

        public long rows() {
            return rows;
        }

        public Map<String, BigInteger> money() {
            return money;
        }

        private void addAll(Total other) {
            rows += other.rows;
            other.money.forEach((currency, sum) -> money.merge(currency, sum, BigInteger::add));
        }
    }

    private final Total in = new Total();
    private final Total matched = new Total();
    private final Total open = new Total();
    private final EnumMap<Reason, Total> excluded = new EnumMap<>(Reason.class);

    void read(long amount, String currency) {
        in.add(amount, currency);
    }

    void matched(long amount, String currency) {
        matched.add(amount, currency);
    }

    void open(long amount, String currency) {
        open.add(amount, currency);
    }

    void excluded(Reason reason, long amount, String currency) {
        excluded.computeIfAbsent(reason, _ -> new Total()).add(amount, currency);
    }

    public Total in() {
        return in;
    }

    public Total matched() {
        return matched;
    }

    public Total open() {
        return open;
    }

    public Map<Reason, Total> excludedByReason() {
        return excluded;
    }

    public Total excluded() {
        var sum = new Total();
        excluded.values().forEach(sum::addAll);
        return sum;
    }

    /** Whether every row read was matched, open or excluded, in count and in money. */
    public boolean closes() {
        var sum = new Total();
        sum.addAll(matched);
        sum.addAll(open);
        sum.addAll(excluded());
        return sum.rows == in.rows && sum.money.equals(in.money);
    }
}
