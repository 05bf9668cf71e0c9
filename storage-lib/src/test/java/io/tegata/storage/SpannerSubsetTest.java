package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: the lint refuses what Spanner refuses, each rule seen to refuse, and lets our own SQL pass.
 */
class SpannerSubsetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a smallint, PRIMARY KEY (a))",
                "CREATE TABLE t (a uuid, PRIMARY KEY (a))",
                "CREATE TABLE t (a timestamp NOT NULL, PRIMARY KEY (a))",
                "CREATE TABLE t (a char(3), PRIMARY KEY (a))",
                "CREATE TABLE t (a numeric(10), PRIMARY KEY (a))",
                "CREATE TABLE t (a double precision, PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint UNIQUE, PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint, UNIQUE (a), PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint, CONSTRAINT pk PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint)",
                "CREATE TABLE t (a bigint, PRIMARY KEY (a DESC))",
                "CREATE TABLE t (a bigint, PRIMARY KEY (a), CHECK (a > 0))",
                "CREATE TABLE t (a bigint REFERENCES x (a) DEFERRABLE, PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint, PRIMARY KEY (a)) PARTITION BY HASH (a)",
                "CREATE TEMPORARY TABLE t (a bigint, PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint REFERENCES x (a) ON DELETE SET NULL, PRIMARY KEY (a))",
                "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (a))",
                "ALTER TABLE t ADD COLUMN b bigint NOT NULL",
                "ALTER TABLE t RENAME COLUMN a TO b",
                "ALTER TABLE t ADD COLUMN a bigint, ADD COLUMN b bigint",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "CREATE INDEX i ON t (a) WHERE a > 0",
                "CREATE INDEX i ON t (lower(a))",
                "CREATE FUNCTION f() RETURNS bigint AS ''",
                "TRUNCATE t",
                "SAVEPOINT s",
                "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
                "INSERT INTO t (a) VALUES (1) ON CONFLICT ON CONSTRAINT pk DO NOTHING",
                "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 1",
                "UPDATE t SET a = x.a FROM x WHERE x.b = t.b",
                "DELETE FROM t USING x WHERE x.a = t.a",
                "WITH x AS (DELETE FROM t RETURNING a) SELECT a FROM x",
                "SELECT a FROM t FOR UPDATE",
                "SELECT a FROM t FOR UPDATE SKIP LOCKED",
                "WITH RECURSIVE x AS (SELECT 1) SELECT * FROM x",
                "SELECT sum(a) OVER (PARTITION BY b) FROM t",
                "SELECT count(*) FILTER (WHERE a > 0) FROM t",
                "SELECT DISTINCT ON (a) a, b FROM t",
                "SELECT * FROM t, LATERAL (SELECT 1) x",
                "SELECT * FROM (VALUES (1)) x",
                "SELECT unnest(a) FROM t",
                "SELECT a FROM t WHERE (a, b) > (1, 2)",
                "SELECT a FROM t WHERE a ILIKE 'x'",
                "SELECT a FROM t WHERE b < CURRENT_TIMESTAMP - INTERVAL '1 day'",
                "SELECT gen_random_uuid()",
                "SELECT pg_sleep(1)",
                "SELECT a FROM t WHERE b @> '{}'",
                "SELECT date_trunc('day', b) FROM t"
            })
    void whatSpannerRefusesIsRefused(String sql) {
        assertThat(SpannerSubset.refusals(sql)).isNotEmpty();
        assertThatThrownBy(() -> SpannerSubset.checked(sql))
                .hasMessageContaining("not portable to Spanner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX i ON t (a, b) WHERE b IS NOT NULL",
                "INSERT INTO t (a, b) VALUES (?, CAST(? AS jsonb)) ON CONFLICT (a) DO NOTHING RETURNING a",
                "UPDATE t SET a = a + ? WHERE b = ? AND a - ? >= 0",
                "SELECT a FROM t WHERE a > :x OR (a = :x AND b > :y) ORDER BY a LIMIT 10",
                "SELECT 'a json value, FOR UPDATE' AS text FROM t -- FOR UPDATE"
            })
    void ourOwnFormsPass(String sql) {
        assertThat(SpannerSubset.refusals(sql)).isEmpty();
    }

    @Test
    void theLintIsOnInTests() {
        assertThat(Boolean.getBoolean("tegata.sql.lint")).isTrue();
    }
}
