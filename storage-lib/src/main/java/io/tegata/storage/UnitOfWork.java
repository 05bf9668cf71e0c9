package io.tegata.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The writes of one database transaction: inserts as data, then guarded updates, each with the
 * number of rows that it must hit. On PostgreSQL the inserts become multi-row INSERTs; updates run
 * last and in the order given, so that a hot row is locked for the shortest time (callers sort
 * updates of several shared rows by key, against deadlocks).
 */
final class UnitOfWork {

    /** PostgreSQL's protocol counts parameters in 16 bits. */
    private static final int MAX_PARAMETERS = 32_000;

    private static final int MAX_ROWS_PER_STATEMENT = 500;

    private record Shape(String table, Set<String> columns) {}

    private record Update(int expected, String sql, List<@Nullable Object> arguments) {}

    private final Map<Shape, List<Row>> inserts = new LinkedHashMap<>();
    private final List<Update> updates = new ArrayList<>();

    void insert(Row row) {
        inserts.computeIfAbsent(
                        new Shape(row.table, Set.copyOf(row.columns.keySet())),
                        _ -> new ArrayList<>())
                .add(row);
    }

    void update(int expected, String sql, @Nullable Object... arguments) {
        updates.add(new Update(expected, sql, Arrays.asList(arguments)));
    }

    /**
     * Sends what was buffered; throws {@link StaleWrite} when an update hit another number of rows
     * than expected.
     */
    void flush(JdbcTemplate jdbc) {
        inserts.forEach(
                (shape, rows) -> {
                    int perStatement =
                            Math.min(MAX_ROWS_PER_STATEMENT, MAX_PARAMETERS / shape.columns.size());
                    for (int from = 0; from < rows.size(); from += perStatement) {
                        insert(
                                jdbc,
                                rows.subList(from, Math.min(rows.size(), from + perStatement)));
                    }
                });
        inserts.clear();
        for (Update update : updates) {
            int hit = jdbc.update(SpannerSubset.checked(update.sql), update.arguments.toArray());
            if (hit != update.expected) {
                throw new StaleWrite(update.sql, update.expected, hit);
            }
        }
        updates.clear();
    }

    private static void insert(JdbcTemplate jdbc, List<Row> rows) {
        List<String> columns = List.copyOf(rows.getFirst().columns.keySet());
        var values = new StringJoiner(", ");
        for (Row row : rows) {
            var marks = new StringJoiner(", ", "(", ")");
            columns.forEach(column -> marks.add(mark(row.value(column))));
            values.add(marks.toString());
        }
        String sql =
                "INSERT INTO "
                        + rows.getFirst().table
                        + " ("
                        + String.join(", ", columns)
                        + ") VALUES "
                        + values;
        int inserted =
                jdbc.update(
                        SpannerSubset.checked(sql), statement -> bind(statement, columns, rows));
        if (inserted != rows.size()) {
            throw new StaleWrite(sql, rows.size(), inserted);
        }
    }

    private static String mark(Object value) {
        return switch (value) {
            case Row.Json _ -> "CAST(? AS jsonb)";
            case Row.DatabaseTime _ -> "CURRENT_TIMESTAMP";
            default -> "?";
        };
    }

    private static void bind(PreparedStatement statement, List<String> columns, List<Row> rows)
            throws SQLException {
        int position = 1;
        for (Row row : rows) {
            for (String column : columns) {
                switch (row.value(column)) {
                    case Row.Json json -> statement.setString(position++, json.text());
                    case Row.DatabaseTime _ -> {}
                    case Object value -> statement.setObject(position++, value);
                }
            }
        }
    }
}
