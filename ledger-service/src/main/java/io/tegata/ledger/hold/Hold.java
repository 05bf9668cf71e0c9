package io.tegata.ledger.hold;

import io.tegata.common.money.Money;

/**
 * Money of one account that is set aside until its operation ends. It is no journal entry: posting
 * it writes one, releasing it writes none.
 *
 * @param remaining what is still set aside, from the whole amount down to zero
 */
public record Hold(
        String id,
        String accountId,
        String merchantId,
        String paymentId,
        Money amount,
        Money remaining) {

    public Hold {
        if (amount.minor() <= 0
                || remaining.minor() < 0
                || remaining.minor() > amount.minor()
                || !remaining.currency().equals(amount.currency())) {
            throw new IllegalArgumentException(
                    "hold " + id + " of " + amount + " cannot have " + remaining + " left");
        }
    }

    /** The hold with that much less; more than what remains is {@link IllegalArgumentException}. */
    public Hold less(Money taken) {
        return new Hold(id, accountId, merchantId, paymentId, amount, remaining.minus(taken));
    }
}
