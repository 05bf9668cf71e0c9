package io.tegata.storage;

import org.jspecify.annotations.Nullable;

/**
 * The database takes no more now: a database transaction was aborted as often as the bound allows,
 * or too many wait. Nothing of it remains.
 */
public final class StorageBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageBusy(String name, int attempts, @Nullable Throwable cause) {
        super(
                attempts == 0
                        ? "too many wait for " + name
                        : name + " was aborted " + attempts + " times",
                cause);
    }
}
