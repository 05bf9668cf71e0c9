package io.tegata.ledger.entry;

import io.tegata.ledger.account.Balance;
import io.tegata.ledger.hold.Hold;
import io.tegata.storage.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The books, as one open database transaction reads and writes them. */
public interface Books {

    /**
     * What is there under a key: the record and the facts that made it.
     *
     * @param nothing whether the key is taken, but nothing was posted, held or released for it
     */
    record Recorded(String recordId, Facts facts, boolean nothing) {}

    /**
     * Claims the keys of these bookings, all in one statement, and answers how many of them nobody
     * had claimed. No two of the bookings have the same key. Which they are, {@link #recorded}
     * says: a claimed key has the booking's own record.
     */
    int claim(Transaction tx, List<Booking> bookings);

    /** What stands under these keys now, the claims of this database transaction included. */
    Map<SourceKey, Recorded> recorded(Transaction tx, Collection<SourceKey> keys);

    /** Those of the holds that are there. */
    Map<HeldBy, Hold> holds(Transaction tx, Collection<HeldBy> names);

    /** The balances of accounts, by account id. */
    Map<String, Balance> balances(Transaction tx, Collection<String> accountIds);

    /**
     * Writes what was decided: records, and one guarded change for each touched hold and account.
     * The database transaction ends in a {@link io.tegata.storage.StaleWrite} when an account would
     * fall below its floor.
     */
    void write(Transaction tx, Tally decided);
}
