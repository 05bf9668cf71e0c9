package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.Migrator;
import io.tegata.storage.SchemaText;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.PostgresServer;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Goal: the model says of a database what the database says of itself. The migrations make one
 * database, the model makes another; PostgreSQL must describe both in the same words. Of Spanner's
 * half the text is compared with what the migrator would send there.
 */
class SchemaInDatabaseTest {

    private static final MigrationFile FIXTURE =
            new MigrationFile(
                    "shop",
                    1,
                    "V1__shops.sql",
                    """
                    CREATE TABLE shops (
                      shop_id varchar(40) NOT NULL,
                      PRIMARY KEY (shop_id)
                    );
                    CREATE TABLE sales (
                      shop_id varchar(40) NOT NULL,
                      sale_id varchar(40) NOT NULL,
                      gone text,
                      amount bigint DEFAULT 1 NOT NULL,
                      note text,
                      CONSTRAINT sales_amount CHECK (amount > 0),
                      CONSTRAINT sales_shop FOREIGN KEY (shop_id) REFERENCES shops (shop_id) ON DELETE CASCADE,
                      PRIMARY KEY (shop_id, sale_id)
                    );
                    ALTER TABLE sales DROP COLUMN gone;
                    ALTER TABLE sales ADD COLUMN told_at timestamptz;
                    CREATE UNIQUE INDEX sales_notes ON sales (note) INCLUDE (amount) WHERE note IS NOT NULL AND told_at IS NOT NULL;
                    /*@spanner CREATE INDEX sales_told ON sales (note, told_at) */;
                    /*@postgresql REVOKE UPDATE, DELETE ON sales FROM CURRENT_USER */;
                    """);

    private static List<String> shop = List.of();

    @BeforeAll
    static void describeTheShop() {
        shop = DatabaseCatalog.of(ofStatements(PostgresqlSchema.statements(theShop())));
    }

    static List<Schema> schemas() {
        return Schemas.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theModelIsWhatTheMigrationsMake(Schema schema) {
        DataSource migrated = new PostgresServer().fresh();
        String folder = "db/" + schema.service();
        var transactions =
                new Transactions(migrated, new Random(1), io.tegata.storage.Schema.read(folder));
        assertThat(new Migrator(transactions, folder, Clock.systemUTC(), "test").migrate())
                .isNotEmpty();
        assertThat(DatabaseCatalog.of(ofStatements(PostgresqlSchema.statements(schema))))
                .isNotEmpty()
                .containsExactlyElementsOf(DatabaseCatalog.of(migrated));
    }

    @ParameterizedTest
    @MethodSource("files")
    void spannerGetsTheStatementsThatTheModelIsReadFrom(MigrationFile file) {
        assertThat(file.statements(Dialect.SPANNER))
                .extracting(statement -> squeezed(statement.sql()))
                .containsExactlyElementsOf(
                        SchemaText.forSpanner(file.text()).stream()
                                .map(statement -> squeezed(statement.replaceAll("--.*", "")))
                                .toList());
    }

    static List<MigrationFile> files() {
        return MigrationFile.all();
    }

    private static String squeezed(String sql) {
        return sql.replaceAll("\\s", "");
    }

    @Test
    void theModelOfTheShopIsWhatItsMigrationMakes() {
        assertThat(shop).containsExactlyElementsOf(DatabaseCatalog.of(migratedShop()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE sales ADD COLUMN more text",
                "ALTER TABLE sales DROP COLUMN told_at CASCADE",
                "ALTER TABLE sales ALTER COLUMN note TYPE varchar(9)",
                "ALTER TABLE sales ALTER COLUMN note SET NOT NULL",
                "ALTER TABLE sales ALTER COLUMN amount SET DEFAULT 2",
                "ALTER TABLE sales DROP CONSTRAINT sales_amount",
                "ALTER TABLE sales DROP CONSTRAINT sales_shop",
                "ALTER TABLE sales DROP CONSTRAINT sales_pkey",
                "ALTER TABLE sales ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY all_of_them ON sales USING (true)",
                "DROP INDEX sales_notes",
                "CREATE INDEX more ON sales (sale_id)",
                "GRANT UPDATE ON sales TO CURRENT_USER",
                "CREATE TABLE more (id text)",
                "CREATE VIEW more AS SELECT 1 AS one",
                "CREATE SEQUENCE more",
                "CREATE DOMAIN more AS text",
                "CREATE FUNCTION more() RETURNS bigint LANGUAGE sql AS 'SELECT 1'"
            })
    void aDatabaseThatDiffersInOneThingIsDescribedOtherwise(String change) {
        DataSource changed = migratedShop();
        var _ = JdbcClient.create(changed).sql(change).update();
        assertThat(DatabaseCatalog.of(changed)).isNotEqualTo(shop);
    }

    @Test
    void theReservedWordsAreThoseOfPostgresql() {
        assertThat(
                        JdbcClient.create(new PostgresServer().fresh())
                                .sql(
                                        "SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrderElementsOf(NameRules.RESERVED);
    }

    private static Schema theShop() {
        return Schemas.read("shop", List.of(FIXTURE));
    }

    private static DataSource migratedShop() {
        return ofStatements(
                FIXTURE.statements(Dialect.POSTGRESQL).stream().map(Statement::sql).toList());
    }

    private static DataSource ofStatements(List<String> statements) {
        DataSource database = new PostgresServer().fresh();
        var client = JdbcClient.create(database);
        statements.forEach(
                statement -> {
                    var _ = client.sql(statement).update();
                });
        return database;
    }
}
