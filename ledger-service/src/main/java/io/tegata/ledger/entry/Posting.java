package io.tegata.ledger.entry;

import io.tegata.common.money.Money;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.Side;

/** One side of a journal entry: an amount above zero on one account, in that account's currency. */
public record Posting(AccountKey account, Side side, Money amount) {

    public Posting {
        if (amount.minor() <= 0) {
            throw new IllegalArgumentException("a posting is above zero: " + amount);
        }
        if (!amount.currency().equals(account.currency())) {
            throw new IllegalArgumentException(
                    "a posting of " + amount + " on an account in " + account.currency());
        }
        if (!account.type().takesPostings()) {
            throw new IllegalArgumentException(
                    account.type().code() + " carries holds only, never postings");
        }
    }

    public static Posting debit(AccountKey account, Money amount) {
        return new Posting(account, Side.DEBIT, amount);
    }

    public static Posting credit(AccountKey account, Money amount) {
        return new Posting(account, Side.CREDIT, amount);
    }

    /** What the posting adds to its account's balance, in minor units of either sign. */
    long inNormalDirection() {
        return side == account.type().normalSide() ? amount.minor() : -amount.minor();
    }
}
