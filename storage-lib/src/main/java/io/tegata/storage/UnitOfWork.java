package io.tegata.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one database transaction: guarded updates, each with the number of rows that it
 * must hit, then inserts as data. Updates go out in one order whatever the caller's: table by table
 * as {@link Schema} lists them, deletes after all other updates and from the last table to the
 * first, the rows of a table by their primary key. Two writers so never wait for each other in a
 * circle. Two updates of one row keep the caller's order.
 */
final class UnitOfWork {

    private final Schema schema;
    private final List<Row> inserts = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();

    UnitOfWork(Schema schema) {
        this.schema = schema;
    }

    void insert(Row row) {
        inserts.add(row);
    }

    void update(int expected, String sql, @Nullable Object... arguments) {
        updates.add(
                new Update(expected, SpannerSubset.checked(sql), Arrays.asList(arguments.clone())));
    }

    boolean isEmpty() {
        return inserts.isEmpty() && updates.isEmpty();
    }

    void flush(Connection connection, Dialect dialect) throws SQLException {
        updates.sort(new LockOrder(schema));
        dialect.write(connection, List.copyOf(updates), List.copyOf(inserts));
        updates.clear();
        inserts.clear();
    }
}
