package io.tegata.storage;

/**
 * Whether this thread is inside a database transaction. It stands apart from {@link Transactions},
 * which needs JDBC, so that a service without a database can ask as well.
 */
public final class OpenTransaction {

    /** The name of the open database transaction; bound while its work runs. */
    static final ScopedValue<String> NAME = ScopedValue.newInstance();

    private OpenTransaction() {}

    public static boolean exists() {
        return NAME.isBound();
    }
}
