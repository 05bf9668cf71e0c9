package io.tegata.storage;

/**
 * The connection was lost while the commit was on its way: the writes are all there or none is.
 * Never retried blind; the caller asks by its key what became of them.
 */
public final class CommitUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitUnknown(String name, Throwable cause) {
        super("the outcome of the commit of " + name + " is unknown", cause);
    }
}
