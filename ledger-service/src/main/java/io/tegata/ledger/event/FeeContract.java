package io.tegata.ledger.event;

import io.tegata.common.money.Money;

/**
 * What a merchant pays for a capture: a share of it and a fixed amount, together never more than
 * the capture.
 *
 * @param basisPoints hundredths of a percent, 0 to {@value #WHOLE}; the share is rounded half up
 * @param fixedMinor minor units of the capture's currency, 0 or more
 */
public record FeeContract(long basisPoints, long fixedMinor) {

    private static final long WHOLE = 10_000;

    public FeeContract {
        if (basisPoints < 0 || basisPoints > WHOLE) {
            throw new IllegalArgumentException(
                    "a fee of " + basisPoints + " basis points is not within 0 and " + WHOLE);
        }
        if (fixedMinor < 0 || fixedMinor > Money.MAX_MINOR) {
            throw new IllegalArgumentException("a fixed fee of " + fixedMinor);
        }
    }

    /** The fee of a capture: zero up to the whole of it. */
    public Money feeOf(Money captured) {
        // Whole ten-thousands first, so that the product of an amount and a rate stays exact.
        long share =
                captured.minor() / WHOLE * basisPoints
                        + (captured.minor() % WHOLE * basisPoints + WHOLE / 2) / WHOLE;
        return new Money(
                Math.min(captured.minor(), Math.addExact(share, fixedMinor)), captured.currency());
    }
}
