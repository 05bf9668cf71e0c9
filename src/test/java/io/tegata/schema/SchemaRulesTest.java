package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.SpannerSubset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Goal: every migration runs on Spanner too, no key or index has a hot tail, each table has one
 * owner.
 */
class SchemaRulesTest {

    private static final Pattern TABLE =
            Pattern.compile("(?is)^create table (\\w+) \\((.*)\\)\\s*(/\\*@spanner.*?\\*/)?$");
    private static final Pattern PRIMARY_KEY = Pattern.compile("(?i)primary key \\((\\w+)");
    private static final Pattern INDEX =
            Pattern.compile("(?is)^create (?:unique )?index (\\w+) on (\\w+) \\((\\w+)");
    private static final Pattern COLUMN =
            Pattern.compile("(?im)^\\s*(\\w+) (bigint|timestamptz|varchar|bytea)");

    /** Numbers that are not a sequence: a hash, a stripe, a small class of rows. */
    private static final List<String> SPREADING_NUMBERS =
            List.of("bucket", "list_bucket", "stripe");

    /** In every service's own database: the history of its migrations and its leases. */
    private static final List<String> IN_EVERY_DATABASE = List.of("leases", "schema_history");

    record Statement(String service, String sql) {
        @Override
        public String toString() {
            return service + ": " + sql.lines().findFirst().orElse("");
        }
    }

    static List<Statement> statements() throws IOException {
        var statements = new ArrayList<Statement>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/*/V*.sql")) {
            String path = file.getURL().toString();
            if (path.contains("/storage-")) {
                continue; // the migrations of its tests, not of a service
            }
            String service = path.replaceAll(".*/db/([^/]+)/.*", "$1");
            String text =
                    file.getContentAsString(StandardCharsets.UTF_8)
                            .replaceAll("(?m)^\\s*--.*$", "");
            Arrays.stream(text.split(";\\s*(\\n|$)"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .forEach(sql -> statements.add(new Statement(service, sql)));
        }
        return statements;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void spannerTakesTheStatement(Statement statement) {
        assertThat(SpannerSubset.refusals(statement.sql)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void noKeyLeadsWithATimeOrASequence(Statement statement) throws IOException {
        assertThat(hotTail(statement.sql, columns())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            CREATE TABLE t (created_at timestamptz NOT NULL, PRIMARY KEY (created_at)) | created_at
            CREATE TABLE t (entry_no bigint NOT NULL, PRIMARY KEY (entry_no))          | entry_no
            CREATE INDEX ix ON payments (created_at)                                   | created_at
            """)
    void theRuleSeesAHotTail(String sql, String column) throws IOException {
        String separateLines =
                sql.replace("(created_at t", "(\ncreated_at t")
                        .replace("(entry_no b", "(\nentry_no b");
        assertThat(hotTail(separateLines, columns())).contains(column);
    }

    @Test
    void everyServiceWithADatabaseWasRead() throws IOException {
        assertThat(statements())
                .extracting(Statement::service)
                .contains(
                        "acquirer-simulator",
                        "auth-service",
                        "ledger-service",
                        "payment-service",
                        "reconciler");
    }

    @Test
    void aTableHasOneOwner() throws IOException {
        var owners = new HashMap<String, String>();
        for (Statement statement : statements()) {
            Matcher table = TABLE.matcher(statement.sql);
            if (table.find() && !IN_EVERY_DATABASE.contains(table.group(1))) {
                assertThat(owners.put(table.group(1), statement.service))
                        .as(table.group(1))
                        .isNull();
            }
        }
    }

    /** Column types by table and name. */
    private static Map<String, Map<String, String>> columns() throws IOException {
        var columns = new TreeMap<String, Map<String, String>>();
        for (Statement statement : statements()) {
            Matcher table = TABLE.matcher(statement.sql);
            if (table.find()) {
                columns.put(table.group(1), columnsOf(statement.sql));
            }
        }
        return columns;
    }

    private static Map<String, String> columnsOf(String sql) {
        var columns = new HashMap<String, String>();
        COLUMN.matcher(sql).results().forEach(found -> columns.put(found.group(1), found.group(2)));
        return columns;
    }

    private static String hotTail(String sql, Map<String, Map<String, String>> columns) {
        Matcher index = INDEX.matcher(sql);
        if (index.find()) {
            return growing(columns.getOrDefault(index.group(2), Map.of()), index.group(3));
        }
        Matcher key = PRIMARY_KEY.matcher(sql);
        return key.find() ? growing(columnsOf(sql), key.group(1)) : "";
    }

    private static String growing(Map<String, String> columns, String lead) {
        boolean spreads = List.of("varchar", "bytea").contains(columns.getOrDefault(lead, ""));
        return spreads || SPREADING_NUMBERS.contains(lead) ? "" : lead;
    }
}
