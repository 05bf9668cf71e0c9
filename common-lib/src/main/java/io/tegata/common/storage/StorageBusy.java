package io.tegata.common.storage;

/** The database transaction was aborted as often as the bound allows; nothing of it remains. */
public final class StorageBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageBusy(String name, int attempts, Throwable cause) {
        super(name + " was aborted " + attempts + " times", cause);
    }
}
