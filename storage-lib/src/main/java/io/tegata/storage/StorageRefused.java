package io.tegata.storage;

/**
 * The service must not start on this database as it is: the message says what is wrong, {@link
 * #action} what to do about it.
 */
public final class StorageRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    public StorageRefused(String what, String action) {
        super(what);
        this.action = action;
    }

    public StorageRefused(String what, String action, Throwable cause) {
        super(what, cause);
        this.action = action;
    }

    public String action() {
        return action;
    }
}
