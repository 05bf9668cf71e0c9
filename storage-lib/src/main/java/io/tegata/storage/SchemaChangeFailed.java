package io.tegata.storage;

/**
 * Some of a list of schema changes failed; those before it stay, as no transaction holds them
 * together.
 */
public final class SchemaChangeFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int applied;
    private final boolean refused;

    /**
     * The statements before {@code applied} (counted from 0) were carried out.
     *
     * @param refused whether the database said no to that one; else it may still be at work
     */
    public SchemaChangeFailed(int applied, boolean refused, Throwable cause) {
        super(cause.getMessage(), cause);
        this.applied = applied;
        this.refused = refused;
    }

    int applied() {
        return applied;
    }

    boolean isRefused() {
        return refused;
    }
}
