package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tegata.schema.Schema.ChangeStream;
import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Index;
import io.tegata.schema.Table.Interleaving;
import io.tegata.schema.Table.TimeToLive;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the model holds all that a migration says for either database; nothing is skipped. */
class SchemaReaderTest {

    private static final Set<Dialect> BOTH = Set.of(Dialect.values());

    @Test
    void aTableIsReadWithAllItsParts() {
        Schema schema =
                read(
                        """
                        -- Not this line.

                        -- What was sold, once per order;
                        -- never changed.
                        CREATE TABLE sales (
                          shop_id varchar(40) NOT NULL,
                          sale_id varchar(40) NOT NULL, -- random
                          -- In minor units.
                          amount bigint DEFAULT -1 NOT NULL,
                          source_at /*@spanner spanner.commit_timestamp */ /*@postgresql timestamptz */ NOT NULL,
                          note varchar(9) DEFAULT 'it''s, so',
                          expires_at timestamptz NULL,
                          CONSTRAINT sales_amount CHECK (amount > 0 AND (note <> ')' OR amount IN (1, 2))),
                          CONSTRAINT sales_shop FOREIGN KEY (shop_id) REFERENCES shops (shop_id) ON DELETE CASCADE,
                          PRIMARY KEY (shop_id, sale_id)
                        ) /*@spanner INTERLEAVE IN PARENT shops ON DELETE NO ACTION
                             TTL INTERVAL '30 days' ON expires_at */;

                        -- For lists.
                        CREATE UNIQUE INDEX sales_list ON sales (shop_id, amount) INCLUDE (note) WHERE note IS NOT NULL AND expires_at IS NOT NULL;

                        /*@postgresql
                        REVOKE UPDATE, DELETE ON sales FROM CURRENT_USER
                        */;
                        /*@spanner CREATE CHANGE STREAM told FOR sales, shops WITH (retention_period = '7d') */;
                        """);
        assertThat(schema.changeStreams())
                .containsExactly(
                        new ChangeStream(
                                "told", List.of("sales", "shops"), "retention_period = '7d'"));
        assertThat(schema.tables().getLast())
                .isEqualTo(
                        new Table(
                                "sales",
                                "What was sold, once per order; never changed.",
                                List.of(
                                        new Column(
                                                "shop_id",
                                                "varchar(40)",
                                                "varchar(40)",
                                                false,
                                                null,
                                                ""),
                                        new Column(
                                                "sale_id",
                                                "varchar(40)",
                                                "varchar(40)",
                                                false,
                                                null,
                                                "random"),
                                        new Column(
                                                "amount",
                                                "bigint",
                                                "bigint",
                                                false,
                                                "-1",
                                                "In minor units."),
                                        new Column(
                                                "source_at",
                                                "timestamptz",
                                                "spanner.commit_timestamp",
                                                false,
                                                null,
                                                ""),
                                        new Column(
                                                "note",
                                                "varchar(9)",
                                                "varchar(9)",
                                                true,
                                                "'it''s, so'",
                                                ""),
                                        new Column(
                                                "expires_at",
                                                "timestamptz",
                                                "timestamptz",
                                                true,
                                                null,
                                                "")),
                                List.of("shop_id", "sale_id"),
                                List.of(
                                        new Check(
                                                "sales_amount",
                                                "amount > 0 AND (note <> ')' OR amount IN (1, 2))")),
                                List.of(
                                        new ForeignKey(
                                                "sales_shop",
                                                List.of("shop_id"),
                                                "shops",
                                                List.of("shop_id"),
                                                true)),
                                List.of(
                                        new Index(
                                                "sales_list",
                                                true,
                                                List.of("shop_id", "amount"),
                                                List.of("note"),
                                                List.of("note", "expires_at"),
                                                BOTH,
                                                "For lists.")),
                                new Interleaving("shops", false),
                                new TimeToLive("expires_at", 30),
                                List.of("UPDATE", "DELETE")));
    }

    @Test
    void laterStatementsChangeTheTable() {
        Table shops =
                read("""
                                CREATE INDEX shops_by_name ON shops (name);
                                -- When it was shut.
                                ALTER TABLE shops ADD COLUMN shut_at timestamptz;
                                DROP INDEX shops_by_name;
                                UPDATE shops SET name = '' WHERE name IS NULL;
                                ALTER TABLE shops DROP CONSTRAINT shops_name;
                                ALTER TABLE shops ADD CONSTRAINT shops_shut CHECK (shut_at IS NULL);
                                ALTER TABLE shops DROP COLUMN name;
                                """)
                        .tables()
                        .getFirst();
        assertThat(shops.columns()).extracting(Column::name).containsExactly("shop_id", "shut_at");
        assertThat(shops.columns().getLast().note()).isEqualTo("When it was shut.");
        assertThat(shops.checks()).containsExactly(new Check("shops_shut", "shut_at IS NULL"));
        assertThat(shops.indexes()).isEmpty();
    }

    @Test
    void anIndexMayBelongToOneDatabase() {
        var indexes =
                read("""
                                /*@spanner CREATE INDEX a ON shops (name) */;
                                -- For the sweeps.
                                /*@postgresql
                                CREATE INDEX b ON shops (name);
                                */
                                CREATE INDEX c ON shops (name);
                                """)
                        .tables()
                        .getFirst()
                        .indexes();
        assertThat(indexes).hasSize(3);
        assertThat(indexes)
                .filteredOn(index -> index.databases().equals(Set.of(Dialect.SPANNER)))
                .extracting(Index::name)
                .containsExactly("a");
        assertThat(indexes)
                .filteredOn(index -> index.databases().equals(Set.of(Dialect.POSTGRESQL)))
                .extracting(Index::name, Index::note)
                .containsExactly(tuple("b", "For the sweeps."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v AS SELECT 1;",
                "CREATE TABLE IF NOT EXISTS t (id text NOT NULL, PRIMARY KEY (id));",
                "CREATE TABLE t (id text PRIMARY KEY);",
                "CREATE TABLE t (id text NOT NULL, UNIQUE (id), PRIMARY KEY (id));",
                "CREATE TABLE t (id text COLLATE \"C\" NOT NULL, PRIMARY KEY (id));",
                "CREATE TABLE t (id double precision NOT NULL, PRIMARY KEY (id));",
                "CREATE TABLE t (id text REFERENCES shops (shop_id), PRIMARY KEY (id));",
                "CREATE TABLE t (id text, id text, PRIMARY KEY (id));",
                "CREATE TABLE t (id text, PRIMARY KEY (id), PRIMARY KEY (id));",
                "CREATE TABLE t (id text, PRIMARY KEY (id)) INTERLEAVE IN PARENT shops;",
                "CREATE TABLE t (id text, PRIMARY KEY (id)) /*@spanner TTL INTERVAL '1 hour' ON id */;",
                "CREATE TABLE t (id text, PRIMARY KEY (id)) /*@spanner LOCALITY GROUP cold */;",
                "CREATE TABLE shops (id text, PRIMARY KEY (id));",
                "CREATE INDEX i ON shops (name DESC);",
                "CREATE INDEX i ON shops (lower(name));",
                "CREATE INDEX i ON shops (name) WHERE name = '';",
                "CREATE INDEX i ON nowhere (name);",
                "DROP INDEX nowhere;",
                "DROP TABLE shops;",
                "ALTER TABLE shops ADD COLUMN a text, ADD COLUMN b text;",
                "ALTER TABLE shops ADD a text;",
                "ALTER TABLE shops ALTER COLUMN name SET NOT NULL;",
                "ALTER TABLE shops DROP COLUMN nowhere;",
                "ALTER TABLE shops DROP COLUMN name;",
                "ALTER TABLE shops DROP COLUMN shop_id;",
                "ALTER TABLE shops DROP CONSTRAINT nowhere;",
                "ALTER TABLE nowhere ADD COLUMN a text;",
                "UPDATE nowhere SET a = 1;",
                "INSERT INTO shops (shop_id) VALUES ('a');",
                "REVOKE UPDATE ON shops FROM CURRENT_USER;",
                "CREATE CHANGE STREAM s FOR shops;",
                "/*@spanner CREATE CHANGE STREAM s FOR nowhere */;",
                "/* what is this? */;",
                "/*@mysql ENGINE=MyISAM */;",
                "CREATE INDEX i ON shops (name)",
                "CREATE INDEX i -- a name;\n ON shops (name);",
                "CREATE INDEX i ON shops (name); CREATE INDEX j ON shops (name);",
                "CREATE INDEX i ON shops (name); -- the migrator would not see this semicolon"
            })
    void whatItDoesNotUnderstandStopsIt(String sql) {
        assertThatThrownBy(() -> read(sql)).hasMessageStartingWith("shop/V2__more.sql:1: ");
    }

    @Test
    void itSaysWhereItStopped() {
        assertThatThrownBy(() -> read("-- why\nDROP TABLE shops;\n"))
                .hasMessage(
                        "shop/V2__more.sql:2: not understood: expected a statement that this reader"
                                + " was taught at DROP in: DROP TABLE shops");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /*@spanner ALTER TABLE shops ADD COLUMN a text */;                        | columns
            ALTER TABLE shops ADD COLUMN a text /*@spanner NOT NULL DEFAULT '' */;    | columns
            ALTER TABLE shops ADD CONSTRAINT c CHECK (name /*@spanner <> '' */ /*@postgresql <> 'a' */); | checks
            /*@postgresql CREATE TABLE t (id text NOT NULL, PRIMARY KEY (id)) */;     | tables
            CREATE TABLE t (id text NOT NULL, no text NOT NULL, PRIMARY KEY (id /*@spanner , no */)); | primary key columns
            """)
    void theDatabasesMayNotDifferInMoreThanTheyMust(String sql, String what) {
        assertThatThrownBy(() -> read(sql))
                .hasMessageContaining(what + " are ")
                .hasMessageContaining("on Spanner");
    }

    /** The shop's second migration; the first makes a table of shops. */
    private static Schema read(String second) {
        var files = new ArrayList<MigrationFile>();
        files.add(
                new MigrationFile(
                        "shop",
                        1,
                        "V1__shops.sql",
                        """
                        CREATE TABLE shops (
                          shop_id varchar(40) NOT NULL,
                          name text,
                          CONSTRAINT shops_name CHECK (name <> ''),
                          PRIMARY KEY (shop_id)
                        );
                        """));
        files.add(new MigrationFile("shop", 2, "V2__more.sql", second));
        return Schemas.read("shop", files);
    }
}
