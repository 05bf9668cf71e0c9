package io.tegata.schema;

import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a PostgreSQL database itself says that it has, in lines to compare: each table with its
 * rights, column, constraint and index, and whatever else there might be. The history of the
 * migrations is left out, as no migration makes it.
 */
final class DatabaseCatalog {

    private static final String RELATIONS =
            """
            SELECT concat_ws(' ', relname, 'kind', relkind, 'rights', relacl, 'row security', relrowsecurity)
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'
            """;

    private static final String COLUMNS =
            """
            SELECT concat_ws(' ', relname, 'column', row_number() OVER (PARTITION BY relname ORDER BY attnum),
                attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'not null' END,
                'default ' || pg_get_expr(adbin, adrelid))
            FROM pg_class
            JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'
            """;

    /** Not-null constraints are told by their columns. */
    private static final String CONSTRAINTS =
            """
            SELECT concat_ws(' ', relname, 'constraint', conname, pg_get_constraintdef(pg_constraint.oid))
            FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid
            WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
            """;

    private static final String INDEXES =
            "SELECT concat_ws(' ', tablename, 'index', indexdef) FROM pg_indexes WHERE schemaname = 'public'";

    private static final String OTHERS =
            """
            SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL SELECT 'type ' || typname FROM pg_type
                WHERE typnamespace = 'public'::regnamespace AND typrelid = 0 AND typelem = 0
            UNION ALL SELECT 'policy ' || policyname FROM pg_policies WHERE schemaname = 'public'
            UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
            """;

    private DatabaseCatalog() {}

    static List<String> of(DataSource database) {
        var client = JdbcClient.create(database);
        return Stream.of(RELATIONS, COLUMNS, CONSTRAINTS, INDEXES, OTHERS)
                .flatMap(query -> client.sql(query).query(String.class).list().stream())
                .filter(line -> !line.startsWith("schema_history "))
                .sorted()
                .toList();
    }
}
