package io.tegata.storage.testing;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A fresh, empty database for each test that asks. Tests with the tag {@value #BOTH} run on
 * PostgreSQL and once more on the Spanner emulator.
 */
public final class TestDatabase {

    /** The tag of tests that run on every kind of database. */
    public static final String BOTH = "storage";

    static final TestServer SERVER = server(System.getProperty("tegata.test.database", ""));

    private TestDatabase() {}

    /** A new, empty database of the kind that these tests run on. */
    public static DataSource fresh() {
        return SERVER.fresh();
    }

    /** The argument that leads a service to a new, empty database of that kind. */
    public static String freshArgument() {
        return SERVER.freshArgument();
    }

    /** More connections to the database of these, for reads only. */
    public static DataSource another(DataSource same) {
        return SERVER.another(same);
    }

    /** A number of rows: as given on PostgreSQL, a tenth where a row costs ten times as much. */
    public static int scaled(int number) {
        return SERVER instanceof PostgresServer ? number : number / 10;
    }

    private static TestServer server(String kind) {
        return Stream.concat(
                        Stream.of(new PostgresServer()),
                        ServiceLoader.load(TestServer.class).stream()
                                .map(ServiceLoader.Provider::get))
                .filter(server -> kind.isEmpty() || server.kind().equals(kind))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("no kind of test database is " + kind));
    }
}
