package io.tegata.storage.testing;

import java.util.Optional;
import javax.sql.DataSource;

/**
 * A kind of database for tests; {@code -Dtegata.test.database} says which. All but PostgreSQL are
 * found by {@link java.util.ServiceLoader}.
 */
public interface TestServer {

    /** As {@code -Dtegata.test.database} names it. */
    String kind();

    /** Why no test can run on it here, or nothing: then every test must. */
    Optional<String> absent();

    /** A new, empty database, with the number of connections that it bears. */
    DataSource fresh();

    /** More connections to the same database, which only read. */
    DataSource another(DataSource same);

    /** The argument that leads a service to a new, empty database. */
    String freshArgument();
}
