package io.tegata.ledger.entry;

import io.tegata.common.money.Money;
import io.tegata.ledger.account.Side;
import java.util.Currency;
import java.util.List;

/**
 * One balanced, immutable journal entry in one currency: at least two postings, debits equal to
 * credits. It is checked when it is built for booking and again when it is built from what was
 * read.
 */
public record JournalEntry(String id, List<Posting> postings) {

    private static final int LEAST_POSTINGS = 2;

    public JournalEntry {
        postings = List.copyOf(postings);
        if (postings.size() < LEAST_POSTINGS) {
            throw new IllegalArgumentException(
                    "journal entry " + id + " has " + postings.size() + " postings, not two");
        }
        Money debits = sum(postings, Side.DEBIT);
        Money credits = sum(postings, Side.CREDIT);
        if (!debits.equals(credits)) {
            throw new IllegalArgumentException(
                    "journal entry " + id + " debits " + debits + " and credits " + credits);
        }
    }

    /** What is debited, which is what is credited. */
    public Money total() {
        return sum(postings, Side.DEBIT);
    }

    private static Money sum(List<Posting> postings, Side side) {
        Currency currency = postings.getFirst().amount().currency();
        var sum = new Money(0, currency);
        for (Posting posting : postings) {
            if (!posting.amount().currency().equals(currency)) {
                throw new IllegalArgumentException(
                        "a journal entry in " + currency + " has a posting of " + posting.amount());
            }
            if (posting.side() == side) {
                sum = sum.plus(posting.amount());
            }
        }
        return sum;
    }
}
