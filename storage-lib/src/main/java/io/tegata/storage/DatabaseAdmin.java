package io.tegata.storage;

/**
 * Makes and drops databases of a Spanner instance, for demos and tests; production's are made by
 * its infrastructure code. Found by {@link java.util.ServiceLoader} where the Spanner driver is on
 * the class path. Safe for use by many threads.
 */
public interface DatabaseAdmin {

    /**
     * Makes an empty database of the PostgreSQL dialect; waits until it is ready.
     *
     * @throws StorageRefused when the instance is not there, or the account may not, or the
     *     database is there already
     */
    void create(String project, String instance, String database);

    /** Drops it with all that it holds; one that is not there is no failure. */
    void drop(String project, String instance, String database);
}
