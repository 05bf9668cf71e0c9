package io.tegata.schema;

import java.util.List;

/** A schema that breaks one rule, once, at one subject. */
record SchemaRuleFixture(String rule, String subject, String migration) {

    static List<SchemaRuleFixture> all() {
        return List.of(
                breaks(
                        "growing",
                        "t",
                        "CREATE TABLE t (created_at timestamptz NOT NULL, PRIMARY KEY (created_at));"),
                breaks(
                        "growing",
                        "t",
                        "CREATE TABLE t (entry bigint NOT NULL, PRIMARY KEY (entry));"),
                breaks(
                        "growing",
                        "t",
                        "CREATE TABLE t (business_date varchar(10) NOT NULL, PRIMARY KEY (business_date));"),
                breaks(
                        "growing",
                        "t",
                        "CREATE TABLE t (at /*@spanner spanner.commit_timestamp */ /*@postgresql timestamptz */ NOT NULL, PRIMARY KEY (at));"),
                breaks(
                        "growing",
                        "t",
                        "CREATE TABLE t (merchant_id varchar(40) NOT NULL, entry bigint NOT NULL, PRIMARY KEY (merchant_id, entry));"),
                breaks(
                        "growing",
                        "ix_t",
                        table("seen timestamptz"),
                        "CREATE INDEX ix_t ON t (seen, id);"),
                breaks(
                        "growing",
                        "ix_t",
                        table("status varchar(8), seen timestamptz"),
                        "CREATE INDEX ix_t ON t (status, seen);"),
                breaks(
                        "growing",
                        "ix_t",
                        table("seen timestamptz"),
                        "/*@spanner CREATE INDEX ix_t ON t (seen) */;"),
                breaks(
                        "growing",
                        "ix_t",
                        table("merchant_reference varchar(64)"),
                        "CREATE INDEX ix_t ON t (merchant_reference);"),
                breaks("merchant first", "t", table("merchant_id varchar(40) NOT NULL")),
                breaks(
                        "merchant first",
                        "t",
                        "CREATE TABLE t (id varchar(40) NOT NULL, merchant_id varchar(40) NOT NULL, PRIMARY KEY (id, merchant_id));"),
                breaks(
                        "hashed keys",
                        "idempotency_keys",
                        "CREATE TABLE idempotency_keys (idempotency_key varchar(64) NOT NULL, PRIMARY KEY (idempotency_key));"),
                breaks(
                        "hashed keys",
                        "idempotency_keys",
                        "CREATE TABLE idempotency_keys (key_hash varchar(64) NOT NULL, id varchar(40) NOT NULL, PRIMARY KEY (key_hash, id));"),
                breaks(
                        "hashed keys",
                        "order_references",
                        "CREATE TABLE order_references (reference_hash varchar(255) NOT NULL, PRIMARY KEY (reference_hash));"),
                breaks(
                        "bucket first",
                        "outbox",
                        "CREATE TABLE outbox (event_id varchar(40) NOT NULL, PRIMARY KEY (event_id));"),
                breaks(
                        "bucket first",
                        "due_things",
                        "CREATE TABLE due_things (bucket bigint NOT NULL, due_at timestamptz NOT NULL, PRIMARY KEY (bucket, due_at));"),
                breaks(
                        "stripe first",
                        "balances",
                        "CREATE TABLE balances (account_id varchar(40) NOT NULL, stripe bigint NOT NULL, PRIMARY KEY (account_id, stripe));"),
                breaks(
                        "list bucket",
                        "ix_t_list",
                        table("merchant varchar(40)"),
                        "CREATE INDEX ix_t_list ON t (merchant, id);"),
                breaks(
                        "list bucket",
                        "ix_t",
                        table("list_bucket bigint"),
                        "CREATE INDEX ix_t ON t (list_bucket, id);"),
                breaks("list bucket", "t", table("list_bucket bigint")),
                breaks("primary key", "t", "CREATE TABLE t (id varchar(40) NOT NULL);"),
                breaks("primary key", "t", "CREATE TABLE t (id varchar(40), PRIMARY KEY (id));"),
                breaks(
                        "primary key",
                        "t",
                        "CREATE TABLE t (id varchar(40) NOT NULL, PRIMARY KEY (no_such));"),
                breaks("primary key", "t", "CREATE TABLE t (id jsonb NOT NULL, PRIMARY KEY (id));"),
                breaks("index columns", "t", table("a text"), "CREATE INDEX ix_t ON t (no_such);"),
                breaks(
                        "index columns",
                        "t",
                        table("a text"),
                        "CREATE INDEX ix_t ON t (a) INCLUDE (no_such);"),
                breaks(
                        "index columns",
                        "t",
                        table("a text"),
                        "CREATE INDEX ix_t ON t (a) WHERE no_such IS NOT NULL;"),
                breaks("index columns", "t", table("a text"), "CREATE INDEX ix_t ON t (a, a);"),
                breaks("index columns", "t", table("a jsonb"), "CREATE INDEX ix_t ON t (a);"),
                breaks(
                        "interleaving",
                        "child",
                        table("a text"),
                        "CREATE TABLE child (no varchar(8) NOT NULL, id varchar(40) NOT NULL, PRIMARY KEY (id)) /*@spanner INTERLEAVE IN PARENT t ON DELETE CASCADE */;"),
                breaks(
                        "interleaving",
                        "child",
                        table("a text"),
                        "CREATE TABLE child (part varchar(8) NOT NULL, id varchar(40) NOT NULL, PRIMARY KEY (part, id)) /*@spanner INTERLEAVE IN PARENT t */;"),
                breaks(
                        "interleaving",
                        "child",
                        table("a text"),
                        "CREATE TABLE child (id varchar(39) NOT NULL, part varchar(8) NOT NULL, PRIMARY KEY (id, part)) /*@spanner INTERLEAVE IN PARENT t */;"),
                breaks(
                        "interleaving",
                        "child",
                        "CREATE TABLE child (id varchar(40) NOT NULL, part varchar(8) NOT NULL, PRIMARY KEY (id, part)) /*@spanner INTERLEAVE IN PARENT t */;",
                        table("a text")),
                breaks(
                        "interleaving",
                        "child",
                        "CREATE TABLE child (id varchar(40) NOT NULL, PRIMARY KEY (id)) /*@spanner INTERLEAVE IN PARENT no_such */;"),
                breaks("foreign keys", "child", table("a text"), childTo("CONSTRAINT fk", "t (a)")),
                breaks(
                        "foreign keys",
                        "child",
                        table("a text"),
                        childTo("CONSTRAINT fk", "no_such (id)")),
                breaks(
                        "foreign keys",
                        "child",
                        table("a text"),
                        childTo("CONSTRAINT fk", "t (no_such)")),
                breaks("foreign keys", "child", table("a text"), childTo("", "t (id)")),
                breaks(
                        "foreign keys",
                        "child",
                        table("a text"),
                        childTo("CONSTRAINT fk", "t (id)")
                                .replace("t_id varchar(40)", "t_id text")),
                breaks(
                        "foreign keys",
                        "child",
                        table("a text"),
                        childTo("CONSTRAINT fk", "t (id)").replace("(t_id)", "(no_such)")),
                breaks(
                        "time to live",
                        "t",
                        table("seen timestamptz")
                                .replace(";", " /*@spanner TTL INTERVAL '1 day' ON no_such */;")),
                breaks(
                        "time to live",
                        "t",
                        table("seen date")
                                .replace(";", " /*@spanner TTL INTERVAL '30 days' ON seen */;")),
                breaks("money", "t", table("amount numeric")),
                breaks("money", "t", table("fee varchar(20)")),
                breaks("money", "t", table("amount_captured int")),
                breaks("money", "t", table("floor_amount text")),
                breaks("checks", "t", table("a text, CHECK (a <> '')")),
                breaks("names", "T", table("a text").replace("TABLE t", "TABLE T")),
                breaks("names", "t", table("createdAt timestamptz")),
                breaks("names", "t", table("_hidden text")),
                breaks("names", "t", table("order text")),
                breaks(
                        "names",
                        "t",
                        table("a text"),
                        "CREATE INDEX " + "x".repeat(64) + " ON t (a);"),
                breaks(
                        "unique names",
                        "again",
                        table("a text, CONSTRAINT again CHECK (a <> '')"),
                        "CREATE INDEX again ON t (a);"),
                breaks(
                        "unique names",
                        "t",
                        table("a text"),
                        "/*@spanner CREATE CHANGE STREAM t FOR ALL */;"));
    }

    private static SchemaRuleFixture breaks(String rule, String subject, String... migration) {
        return new SchemaRuleFixture(rule, subject, String.join("\n", migration) + "\n");
    }

    private static String table(String parts) {
        return "CREATE TABLE t (id varchar(40) NOT NULL, %s, PRIMARY KEY (id));".formatted(parts);
    }

    private static String childTo(String constraint, String target) {
        return "CREATE TABLE child (id varchar(40) NOT NULL, t_id varchar(40), %s FOREIGN KEY (t_id) REFERENCES %s, PRIMARY KEY (id));"
                .formatted(constraint, target);
    }
}
