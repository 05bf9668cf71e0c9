package io.tegata.ledger.account;

/** What is added to a balance, in minor units of either sign. */
public record BalanceChange(long posted, long held) {

    public static BalanceChange ofPosted(long posted) {
        return new BalanceChange(posted, 0);
    }

    public static BalanceChange ofHeld(long held) {
        return new BalanceChange(0, held);
    }

    /** {@link ArithmeticException} when the sum leaves the range of a long. */
    public BalanceChange plus(BalanceChange other) {
        return new BalanceChange(
                Math.addExact(posted, other.posted), Math.addExact(held, other.held));
    }

    /**
     * What is added to the available amount. The guard of an update compares it with the floor, so
     * that the database adds nothing up for rows that it only looks at: a sum could leave the range
     * of another account.
     */
    public long available() {
        return Math.subtractExact(posted, held);
    }

    public boolean isNothing() {
        return posted == 0 && held == 0;
    }
}
