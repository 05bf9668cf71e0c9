package io.tegata.storage;

import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database as it was at one instant: every read through it sees the same. Only valid while its
 * work runs, and only for the thread that runs it.
 */
public final class Snapshot {

    private final Instant at;
    private final NamedParameterJdbcTemplate jdbc;

    Snapshot(Instant at, NamedParameterJdbcTemplate jdbc) {
        this.at = at;
        this.jdbc = jdbc;
    }

    /**
     * Of when it is, in the database's own time. On Spanner all that was committed until then is
     * seen, and nothing else; on PostgreSQL the snapshot was taken right after it.
     */
    public Instant at() {
        return at;
    }

    /** A read whose rows fit into memory. */
    public JdbcClient.StatementSpec sql(String sql) {
        return JdbcClient.create(jdbc).sql(SpannerSubset.checked(sql));
    }

    /**
     * Hands out the rows one by one, however many there are; in memory is what the driver fetches
     * at once. Parameters are named.
     */
    public <T> void stream(
            String sql,
            Map<String, ? extends @Nullable Object> parameters,
            RowMapper<T> mapper,
            Consumer<? super T> rows) {
        jdbc.query(
                SpannerSubset.checked(sql),
                parameters,
                row -> {
                    T mapped = mapper.mapRow(row, row.getRow());
                    if (mapped != null) {
                        rows.accept(mapped);
                    }
                });
    }
}
