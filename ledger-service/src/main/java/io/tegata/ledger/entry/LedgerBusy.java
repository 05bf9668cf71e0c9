package io.tegata.ledger.entry;

/** The queue in front of the books did not move in time. Nothing was booked; try again later. */
public final class LedgerBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerBusy(String message) {
        super(message);
    }
}
