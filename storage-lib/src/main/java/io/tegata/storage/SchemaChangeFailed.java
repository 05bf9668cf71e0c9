package io.tegata.storage;

/**
 * Some of a list of schema changes failed; those before it stay, as no transaction holds them
 * together.
 */
public final class SchemaChangeFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int applied;

    /** The statements before {@code applied} (counted from 0) were carried out. */
    public SchemaChangeFailed(int applied, Throwable cause) {
        super(cause.getMessage(), cause);
        this.applied = applied;
    }

    int applied() {
        return applied;
    }
}
