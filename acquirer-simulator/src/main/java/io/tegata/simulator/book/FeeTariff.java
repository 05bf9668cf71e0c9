package io.tegata.simulator.book;

/**
 * What the acquirer takes of a captured amount: basis points, rounded half up, plus a fixed part in
 * minor units; never more than the amount itself.
 */
public record FeeTariff(long basisPoints, long fixed) {

    private static final long WHOLE = 10_000;

    /** The fee of a captured amount, both in minor units; the amount is 1 to 2^53 − 1. */
    long feeOf(long amount) {
        // Split, so that the product fits for every amount and tariff.
        long whole = Math.multiplyExact(amount / WHOLE, basisPoints);
        long rest = (amount % WHOLE * basisPoints + WHOLE / 2) / WHOLE;
        long share = Math.addExact(whole, rest);
        return Math.min(amount, Math.addExact(share, fixed));
    }
}
