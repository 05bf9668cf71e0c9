package io.tegata.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.schema.SchemaRule.Breach;
import io.tegata.storage.SpannerSubset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: every migration runs on Spanner too, no key or index has a hot tail, tables hold together;
 * and each rule has been seen to fail.
 */
class SchemaRulesTest {

    private static final List<SchemaRule> RULES = SchemaRules.ALL;

    private static final List<Schema> PRODUCT = Schemas.all();

    static List<Statement> statements() {
        return MigrationFile.all().stream()
                .flatMap(file -> file.statements(Dialect.SPANNER).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void spannerTakesTheStatement(Statement statement) {
        // The lint looks for interval arithmetic and takes a TTL for it; the reader knows better.
        String sql = statement.sql().replaceAll("(?i)\\s*TTL INTERVAL '\\d+ days?' ON \\w+$", "");
        assertThat(SpannerSubset.refusals(sql)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void theProductKeepsTheRule(SchemaRule rule) {
        assertThat(rule.unexcused(PRODUCT)).as(rule.demand()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void noExceptionIsKeptThatNothingNeeds(SchemaRule rule) {
        assertThat(rule.unneeded(PRODUCT)).as("exceptions to: %s", rule.demand()).isEmpty();
    }

    static List<SchemaRuleFixture> fixtures() {
        return SchemaRuleFixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void aFixtureBreaksItsRuleAndNoOther(SchemaRuleFixture fixture) {
        var schemas = List.of(schema("fixture", fixture.migration()));
        assertThat(RULES)
                .filteredOn(rule -> !rule.unexcused(schemas).isEmpty())
                .extracting(SchemaRule::name)
                .containsExactly(fixture.rule());
        assertThat(RULES.stream().flatMap(rule -> rule.unexcused(schemas).stream()))
                .extracting(Breach::subject)
                .containsExactly("fixture." + fixture.subject());
    }

    @Test
    void twoOwnersOfATableBreakTheRuleOfOwners() {
        String things = "CREATE TABLE things (id varchar(40) NOT NULL, PRIMARY KEY (id));\n";
        String leases = things.replace("things", "leases");
        assertThat(rule("owners").unexcused(List.of(schema("a", things), schema("b", things))))
                .extracting(Breach::toString)
                .containsExactly("things is owned by [a, b]");
        assertThat(rule("owners").unexcused(List.of(schema("a", leases), schema("b", leases))))
                .isEmpty();
    }

    @Test
    void everyRuleHasAFixture() {
        assertThat(fixtures().stream().map(SchemaRuleFixture::rule))
                .as("rules with fixtures; owners has a test of its own, as it takes two services")
                .containsAll(
                        RULES.stream()
                                .map(SchemaRule::name)
                                .filter(Predicate.not("owners"::equals))
                                .toList());
    }

    @Test
    void anExceptionExcusesItsSubjectAloneAndMustBeNeeded() {
        var schemas =
                List.of(
                        schema(
                                "s",
                                """
                                CREATE TABLE a (at timestamptz NOT NULL, PRIMARY KEY (at));
                                CREATE TABLE b (at timestamptz NOT NULL, PRIMARY KEY (at));
                                CREATE TABLE c (id varchar(40) NOT NULL, PRIMARY KEY (id));
                                """));
        SchemaRule rule =
                rule("growing").except(Map.of("s.a", "few", "s.c", "few", "s.gone", "few"));
        assertThat(rule.unexcused(schemas)).extracting(Breach::subject).containsExactly("s.b");
        assertThat(rule.unneeded(schemas)).containsExactly("s.c", "s.gone");
    }

    /**
     * PostgreSQL has one place for all its rows; where keys grow there is Spanner's concern alone.
     */
    @Test
    void anIndexOfPostgresqlAloneMayLeadWithATime() {
        var schema =
                schema(
                        "s",
                        """
                        CREATE TABLE t (id varchar(40) NOT NULL, seen timestamptz, PRIMARY KEY (id));
                        /*@postgresql CREATE INDEX ix_t ON t (seen) */;
                        """);
        assertThat(rule("growing").unexcused(List.of(schema))).isEmpty();
    }

    @Test
    void everyServiceAndEveryTableThatARuleKnowsByNameIsThere() {
        assertThat(PRODUCT)
                .extracting(Schema::service)
                .contains(
                        "acquirer-simulator",
                        "auth-service",
                        "ledger-service",
                        "payment-service",
                        "reconciler");
        assertThat(PRODUCT.stream().flatMap(schema -> schema.tables().stream()).map(Table::name))
                .contains(
                        "balances",
                        "due_operations",
                        "idempotency_keys",
                        "merchant_references",
                        "outbox");
        assertThat(PRODUCT.stream().flatMap(schema -> schema.tables().stream()))
                .anyMatch(table -> table.has("list_bucket"))
                .anyMatch(table -> table.interleaving() != null)
                .anyMatch(table -> table.timeToLive() != null)
                .anyMatch(table -> !table.foreignKeys().isEmpty());
    }

    private static SchemaRule rule(String name) {
        return RULES.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
    }

    private static Schema schema(String service, String migration) {
        return Schemas.read(
                service, List.of(new MigrationFile(service, 1, "V1__fixture.sql", migration)));
    }
}
