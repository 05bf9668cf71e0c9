package io.tegata.helm;

import static io.tegata.helm.MigrateChart.CONTAINER;
import static io.tegata.helm.MigrateChart.POSTGRESQL;
import static io.tegata.helm.MigrateChart.SERVICES;
import static io.tegata.helm.MigrateChart.SPANNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.ledger.LedgerService;
import io.tegata.storage.testing.PostgresServer;
import io.tegata.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Goal: what a Job puts into the environment leads the real service to its database, and no secret
 * is written out.
 */
@Tag("helm")
@NeedsTool("helm")
class MigrateSettingsTest {

    private static final Duration MIGRATE_LIMIT = Duration.ofSeconds(90);

    private final MigrateChart chart = new MigrateChart();

    @Test
    void onSpannerTheVariablesLeadAServiceToItsDatabase() {
        for (String service : SERVICES) {
            String database = service.equals("payment-service") ? "payments" : service;
            assertThat(
                            JobSettings.url(
                                    service,
                                    JobSettings.variables(
                                            chart.job(SPANNER, service), this::noSecret)))
                    .startsWith(
                            "jdbc:cloudspanner:/projects/example-project/instances/tegata/databases/"
                                    + database
                                    + "?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SPANNER, POSTGRESQL})
    void eachVariableIsOneThatTheServiceReads(String example) {
        for (String service : SERVICES) {
            Map<String, String> variables =
                    JobSettings.variables(chart.job(example, service), key -> "jdbc:" + key);
            String connection = described(service, variables);
            assertThat(variables).isNotEmpty();
            for (String name : variables.keySet()) {
                var changed = new HashMap<>(variables);
                changed.put(name, "another");
                assertThat(described(service, changed))
                        .as("%s of %s", name, service)
                        .isNotEqualTo(connection);
            }
        }
    }

    @Test
    void onPostgresqlTheConnectionIsTheSecretsAndNothingIsWrittenOut() {
        for (String service : SERVICES) {
            JsonNode job = chart.job(POSTGRESQL, service);
            for (JsonNode variable : job.at(CONTAINER + "/env")) {
                assertThat(variable.has("value")).isFalse();
            }
            var connection =
                    JobSettings.connection(
                            service, JobSettings.variables(job, key -> "jdbc:" + key));
            String secret = "jdbc:" + service + "-database/";
            assertThat(connection.getUrl()).isEqualTo(secret + "jdbc-url");
            assertThat(connection.getUsername()).isEqualTo(secret + "username");
            assertThat(connection.getPassword()).isEqualTo(secret + "password");
        }
        assertThat(Chart.objects(chart.text(POSTGRESQL), "Secret")).isEmpty();
    }

    @Test
    void aJobOnPostgresqlBringsItsDatabaseUpToDate() throws IOException, InterruptedException {
        String url = PostgresServer.freshUrl();
        JsonNode job = chart.job(POSTGRESQL, "ledger-service");
        Map<String, String> secrets =
                Map.of(
                        "ledger-service-database/jdbc-url", url,
                        "ledger-service-database/username", "postgres",
                        "ledger-service-database/password", "postgres");
        assertThat(
                        exitOf(
                                LedgerService.class,
                                Chart.texts(job.at(CONTAINER + "/args")),
                                JobSettings.variables(
                                        job, key -> secrets.getOrDefault(key, "absent"))))
                .isZero();
        assertThat(
                        JdbcClient.create(new DriverManagerDataSource(url))
                                .sql("SELECT count(*) FROM schema_history")
                                .query(Long.class)
                                .single())
                .isPositive();
    }

    private String noSecret(String key) {
        throw new AssertionError("a secret on Spanner: " + key);
    }

    private static String described(String service, Map<String, String> variables) {
        var connection = JobSettings.connection(service, variables);
        return connection.getUrl()
                + " "
                + connection.getUsername()
                + " "
                + connection.getPassword();
    }

    private static int exitOf(
            Class<?> service, List<String> arguments, Map<String, String> variables)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                service.getName()));
        command.addAll(arguments);
        Path log = Files.createDirectories(Path.of("target", "helm")).resolve("migrate.log");
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MIGRATE_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("it ends; see %s", log)
                    .isTrue();
        } finally {
            Process _ = process.destroyForcibly();
        }
        return process.exitValue();
    }
}
