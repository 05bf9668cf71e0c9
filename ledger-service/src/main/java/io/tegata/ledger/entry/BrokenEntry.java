package io.tegata.ledger.entry;

/**
 * A journal entry that was read back is not one: somebody changed the books behind the ledger's
 * back. Never repaired silently.
 */
public final class BrokenEntry extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenEntry(String entryId, Throwable cause) {
        super("journal entry " + entryId + " is broken: " + cause.getMessage(), cause);
    }
}
