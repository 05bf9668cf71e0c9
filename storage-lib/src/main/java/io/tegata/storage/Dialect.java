package io.tegata.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * What differs between the databases behind the door. PostgreSQL's is part of this module;
 * Spanner's is found by {@link java.util.ServiceLoader} where its module is on the class path.
 * Implementations keep no state between calls and are safe for use by many threads.
 */
public interface Dialect {

    /** What a failed statement or commit says about the database transaction. */
    enum Failure {
        /** Nothing was done, and running it again may succeed. */
        ABORTED,
        /** Nothing was done, and the same again would fail the same way. */
        REFUSED,
        /** It may have been done: the connection, or the time, was lost on the way. */
        UNKNOWN
    }

    /** Its name in messages, such as {@code PostgreSQL}. */
    String name();

    /** Whether this connection leads to such a database. */
    boolean takes(Connection connection) throws SQLException;

    /**
     * Looks at the database and at the connection's settings before anything relies on them.
     *
     * @throws StorageRefused when money could go wrong with them
     */
    void check(Connection connection) throws SQLException;

    /** Turns this driver's exceptions into Spring's, which are the same for every database. */
    SQLExceptionTranslator translator();

    /** What the failure, anywhere in its chain of causes, says. */
    Failure kindOf(Throwable failure);

    /** Right after the begin of a database transaction: tags it, where the database keeps tags. */
    void begin(Connection connection, String name) throws SQLException;

    /**
     * Sends what was buffered, before the commit: first the updates, then the inserts.
     *
     * @throws StaleWrite when an update hit another number of rows than expected
     */
    void write(Connection connection, List<Update> updates, List<Row> inserts) throws SQLException;

    /**
     * Makes every read on this connection see the database as it was at one instant, until {@link
     * #endSnapshot}. Returns that instant, in the database's own time.
     */
    Instant beginSnapshot(Connection connection) throws SQLException;

    /** Gives the connection back as it was. */
    void endSnapshot(Connection connection) throws SQLException;

    /** What a streaming read asks of the driver, in the driver's own unit; 0 is its own choice. */
    int fetchSize();

    /** The driver's own unchecked exceptions as Spring's; any other as it is. */
    default RuntimeException translated(RuntimeException failure) {
        return failure;
    }

    /** The statements of a migration that are this database's, in order. */
    List<String> statements(String migration);

    /** Whether a failed migration leaves nothing behind. */
    boolean changesSchemaInTransactions();

    /** Whether the database itself deletes rows whose time to live is over. */
    boolean expiresRows();

    /**
     * Changes the schema, outside any database transaction; for databases that cannot do it inside.
     *
     * @throws SchemaChangeFailed which says how many of the statements were carried out
     */
    void changeSchema(Connection connection, List<String> statements) throws SQLException;

    /**
     * Changes rows all over a table, outside any database transaction, for databases that cannot do
     * it inside. It may be done in parts and more than once, so it sets what it finds to what shall
     * be.
     */
    void changeData(Connection connection, String statement) throws SQLException;
}
