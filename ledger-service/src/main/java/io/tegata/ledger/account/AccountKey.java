package io.tegata.ledger.account;

import java.util.Currency;

/**
 * What makes an account: whose it is, what for, in which currency. The owner is a merchant's id, an
 * acquirer's name, or {@link #PLATFORM}.
 */
public record AccountKey(String owner, AccountType type, Currency currency) {

    /** The owner of what is the platform's own. */
    public static final String PLATFORM = "platform";
}
