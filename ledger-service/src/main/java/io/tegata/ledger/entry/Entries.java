package io.tegata.ledger.entry;

import java.util.List;

/** The journal, for reading. Every entry is checked again while it is read. */
public interface Entries {

    /** Which entries to list. */
    sealed interface Filter {

        record All() implements Filter {}

        record OfPayment(String paymentId) implements Filter {}

        record OfAccount(String accountId) implements Filter {}
    }

    /**
     * At most so many journal entries in the order of their ids, after this id.
     *
     * @throws BrokenEntry when what was read is no balanced journal entry
     */
    List<BookedEntry> list(Filter filter, String afterId, int limit);
}
