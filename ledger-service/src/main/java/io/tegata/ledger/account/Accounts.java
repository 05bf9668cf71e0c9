package io.tegata.ledger.account;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ledger's accounts. An account comes into being when it is used for the first time. */
public interface Accounts {

    /** Which accounts to list; null does not filter. */
    record Filter(@Nullable String owner, @Nullable AccountType type, @Nullable String currency) {}

    /**
     * The accounts of these keys, opened where they were not yet. Uses database transactions of its
     * own, so it is never called inside one.
     */
    Map<AccountKey, Account> opened(Set<AccountKey> keys);

    /** At most so many accounts with their balances, in the order of their ids, after this id. */
    List<AccountBalance> list(Filter filter, String afterId, int limit);

    TrialBalance trialBalance();
}
