package io.tegata.ledger.entry;

import io.tegata.common.money.Money;
import io.tegata.ledger.account.AccountKey;

/** One thing that a rule does for a source. Each leaves one record under its own id. */
public sealed interface Step {

    Rule rule();

    /** The id of the journal entry or hold movement that the step leaves. */
    String recordId();

    /** What the step posts, places or takes off. */
    Money amount();

    /** Writes a journal entry. */
    record Post(Rule rule, JournalEntry entry) implements Step {

        @Override
        public String recordId() {
            return entry.id();
        }

        @Override
        public Money amount() {
            return entry.total();
        }
    }

    /** Sets money of an account aside; the record's id is the hold's. */
    record Place(Rule rule, String recordId, AccountKey account, Money amount) implements Step {}

    /** Gives a hold back, or a part of it; writes no journal entry. */
    record Release(Rule rule, String recordId, HeldBy hold, Money amount) implements Step {}

    /**
     * Gives the whole of a hold back. Where none was placed, none ever will be: nothing is held or
     * taken off, and whoever asks for the hold later is refused.
     */
    record ReleaseOrBar(Rule rule, String recordId, HeldBy hold, Money amount) implements Step {}

    /** Turns a hold into the journal entry that it was placed for. */
    record PostHeld(Rule rule, JournalEntry entry, HeldBy hold) implements Step {

        @Override
        public String recordId() {
            return entry.id();
        }

        @Override
        public Money amount() {
            return entry.total();
        }
    }
}
