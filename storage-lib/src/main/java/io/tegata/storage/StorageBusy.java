package io.tegata.storage;

import org.jspecify.annotations.Nullable;

/**
 * The database takes no more now: a database transaction was aborted as often as the bound allows,
 * its time was over before it was, or too many wait. Nothing of it remains.
 */
public final class StorageBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StorageBusy(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static StorageBusy aborted(String name, int attempts, Throwable cause) {
        return new StorageBusy(name + " was aborted " + attempts + " times", cause);
    }

    static StorageBusy outOfTime(String name, @Nullable Throwable cause) {
        return new StorageBusy("the time for " + name + " is over; nothing was done", cause);
    }

    static StorageBusy noConnection(String name, Throwable cause) {
        return new StorageBusy(
                "no connection to the database for " + name + "; nothing was done", cause);
    }

    static StorageBusy lost(String name, Throwable cause) {
        return new StorageBusy(
                "a lock or the line to the database was lost during " + name + "; nothing was done",
                cause);
    }

    static StorageBusy tooManyWait(String name) {
        return new StorageBusy("too many wait for " + name, null);
    }
}
