package io.tegata.ledger.account;

import org.jspecify.annotations.Nullable;

/**
 * What an account holds, in minor units: {@code posted} in its normal direction, of which {@code
 * held} is set aside. The floor is the least that may be available; null is no limit.
 */
public record Balance(long posted, long held, @Nullable Long floor) {

    public long available() {
        return Math.subtractExact(posted, held);
    }

    /** {@link ArithmeticException} when the result leaves the range of a long. */
    public Balance plus(BalanceChange change) {
        return new Balance(
                Math.addExact(posted, change.posted()), Math.addExact(held, change.held()), floor);
    }

    public boolean isBelowFloor() {
        return floor != null && available() < floor;
    }
}
