package io.tegata.helm;

import static io.tegata.helm.MigrateChart.CONTAINER;
import static io.tegata.helm.MigrateChart.POSTGRESQL;
import static io.tegata.helm.MigrateChart.SERVICES;
import static io.tegata.helm.MigrateChart.SPANNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Goal: a Job for each service with a database, which runs before the release, comes to an end, and
 * may do nothing that it need not.
 */
@Tag("helm")
@NeedsTool("helm")
class MigrateChartTest {

    private final MigrateChart chart = new MigrateChart();

    @ParameterizedTest
    @ValueSource(strings = {SPANNER, POSTGRESQL})
    void theLintFindsNothing(String example) {
        assertThat(chart.lint(example).orFail()).contains("0 chart(s) failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {SPANNER, POSTGRESQL})
    void eachServiceWithADatabaseHasOneJob(String example) throws IOException {
        assertThat(chart.jobs(example))
                .extracting(job -> job.at("/metadata/name").asString())
                .containsExactlyElementsOf(
                        SERVICES.stream()
                                .map(service -> "tegata-migrate-" + service + "-migrate")
                                .toList());
        assertThat(servicesWithMigrations()).containsExactlyElementsOf(SERVICES);
    }

    @ParameterizedTest
    @ValueSource(strings = {SPANNER, POSTGRESQL})
    void aJobRunsBeforeTheReleaseAndAFailedOneStays(String example) {
        for (JsonNode job : chart.jobs(example)) {
            assertThat(job.at("/apiVersion").asString()).isEqualTo("batch/v1");
            JsonNode annotations = job.at("/metadata/annotations");
            assertThat(annotations.path("helm.sh/hook").asString())
                    .isEqualTo("pre-install,pre-upgrade");
            assertThat(annotations.path("helm.sh/hook-delete-policy").asString())
                    .isEqualTo("before-hook-creation,hook-succeeded");
            assertThat(job.at("/spec").has("ttlSecondsAfterFinished")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SPANNER, POSTGRESQL})
    void aJobHasItsServicesImageTheArgumentMigrateAndAnEnd(String example) {
        List<JsonNode> jobs = chart.jobs(example);
        for (int index = 0; index < SERVICES.size(); index++) {
            JsonNode job = jobs.get(index);
            assertThat(job.at(CONTAINER + "/image").asString())
                    .containsPattern(
                            "/tegata/%s(:0\\.1\\.0|@sha256:[0-9a-f]{64})$"
                                    .formatted(SERVICES.get(index)));
            assertThat(Chart.texts(job.at(CONTAINER + "/args"))).containsExactly("migrate");
            assertThat(job.at(CONTAINER).has("command")).isFalse();
            assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(2);
            assertThat(job.at("/spec/activeDeadlineSeconds").asInt())
                    .isEqualTo(example.equals(SPANNER) ? 14_400 : 3_600);
            assertThat(job.at("/spec/template/spec/restartPolicy").asString()).isEqualTo("Never");
        }
    }

    @Test
    void aDigestWinsOverTheTag() {
        assertThat(chart.job(POSTGRESQL, "ledger-service").at(CONTAINER + "/image").asString())
                .startsWith("registry.example.com/tegata/ledger-service@sha256:0123");
    }

    @ParameterizedTest
    @ValueSource(strings = {SPANNER, POSTGRESQL})
    void aPodMayDoNothingThatItNeedNot(String example) {
        for (JsonNode job : chart.jobs(example)) {
            JsonNode pod = job.at("/spec/template/spec");
            assertThat(pod.path("automountServiceAccountToken").asString()).isEqualTo("false");
            assertThat(pod.path("enableServiceLinks").asString()).isEqualTo("false");
            assertThat(pod.at("/securityContext/runAsNonRoot").asString()).isEqualTo("true");
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("containers").size()).isOne();
            JsonNode rights = pod.at("/containers/0/securityContext");
            assertThat(rights.path("allowPrivilegeEscalation").asString()).isEqualTo("false");
            assertThat(rights.path("readOnlyRootFilesystem").asString()).isEqualTo("true");
            assertThat(Chart.texts(rights.at("/capabilities/drop"))).containsExactly("ALL");
            assertThat(rights.at("/capabilities").has("add")).isFalse();
            assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asString())
                    .isEqualTo("/tmp");
            assertThat(pod.path("volumes").size()).isOne();
            assertThat(pod.at("/volumes/0").has("emptyDir")).isTrue();
            assertThat(pod.at("/containers/0/resources/limits/memory").asString())
                    .isEqualTo(pod.at("/containers/0/resources/requests/memory").asString())
                    .isNotEmpty();
            assertThat(pod.at("/containers/0/resources/limits").has("cpu")).isFalse();
        }
    }

    @Test
    void theJobsAccountIsThereBeforeThemAndHasNoToken() {
        List<JsonNode> accounts = Chart.objects(chart.text(SPANNER), "ServiceAccount");
        assertThat(accounts).hasSize(1);
        JsonNode account = accounts.getFirst();
        assertThat(account.path("automountServiceAccountToken").asString()).isEqualTo("false");
        assertThat(account.at("/metadata/annotations/iam.gke.io~1gcp-service-account").asString())
                .isEqualTo("tegata-migrate@example-project.iam.gserviceaccount.com");
        assertThat(account.at("/metadata/annotations/helm.sh~1hook").asString())
                .isEqualTo("pre-install,pre-upgrade");
        for (JsonNode job : chart.jobs(SPANNER)) {
            assertThat(job.at("/spec/template/spec/serviceAccountName").asString())
                    .isEqualTo(account.at("/metadata/name").asString());
            assertThat(weight(account)).isLessThan(weight(job));
        }
    }

    @Test
    void anAccountThatIsThereAlreadyIsNotMadeAnew() {
        String text =
                chart.text(
                        SPANNER,
                        "--set=serviceAccount.create=false",
                        "--set=serviceAccount.name=schema-owner");
        assertThat(Chart.objects(text, "ServiceAccount")).isEmpty();
        assertThat(Chart.objects(text, "Job"))
                .hasSize(SERVICES.size())
                .allSatisfy(
                        job ->
                                assertThat(
                                                job.at("/spec/template/spec/serviceAccountName")
                                                        .asString())
                                        .isEqualTo("schema-owner"));
    }

    @Test
    void everythingCarriesKubernetesOwnLabelsAndNoPodLooksLikeTheService() {
        List<JsonNode> jobs = chart.jobs(SPANNER);
        for (int index = 0; index < SERVICES.size(); index++) {
            JsonNode labels = jobs.get(index).at("/metadata/labels");
            assertThat(labels.path("app.kubernetes.io/name").asString())
                    .isEqualTo(SERVICES.get(index) + "-migrate");
            assertThat(labels.path("app.kubernetes.io/instance").asString())
                    .isEqualTo(Chart.RELEASE);
            assertThat(labels.path("app.kubernetes.io/component").asString()).isEqualTo("migrate");
            assertThat(labels.path("app.kubernetes.io/part-of").asString()).isEqualTo("tegata");
            assertThat(labels.path("app.kubernetes.io/version").asString()).isEqualTo("0.1.0");
            assertThat(labels.path("app.kubernetes.io/managed-by").asString()).isEqualTo("Helm");
            assertThat(jobs.get(index).at("/spec/template/metadata/labels")).isEqualTo(labels);
        }
    }

    @Test
    void aMigrationThatWasLeftHalfAppliedIsResumedOnce() {
        String text = chart.text(SPANNER, "--set=resume.reconciler=3:2");
        List<JsonNode> jobs = Chart.objects(text, "Job");
        assertThat(Chart.texts(jobs.getLast().at(CONTAINER + "/args")))
                .containsExactly("migrate", "--resume=3:2");
        assertThat(jobs.getLast().at("/spec/backoffLimit").asInt(-1)).isZero();
        assertThat(Chart.texts(jobs.getFirst().at(CONTAINER + "/args"))).containsExactly("migrate");
    }

    @Test
    void oneServiceCanBeMigratedAlone() {
        String text = chart.text(SPANNER, "--set=services={ledger-service}");
        assertThat(Chart.objects(text, "Job")).hasSize(1);
    }

    @Test
    void aNameStaysWithinWhatKubernetesTakes() {
        String text = chart.templateOf("r".repeat(53), SPANNER).orFail();
        assertThat(Chart.objects(text, "Job"))
                .extracting(job -> job.at("/metadata/name").asString())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(63));
    }

    @Test
    void theSameValuesGiveTheSameBytes() {
        assertThat(chart.text(POSTGRESQL)).isEqualTo(chart.text(POSTGRESQL));
    }

    private static int weight(JsonNode hook) {
        return Integer.parseInt(hook.at("/metadata/annotations/helm.sh~1hook-weight").asString());
    }

    /** The simulator stands for a bank and is never installed. */
    private static List<String> servicesWithMigrations() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("..", ".."))) {
            return modules.filter(module -> Files.isDirectory(migrations(module)))
                    .map(module -> module.getFileName().toString())
                    .filter(name -> !name.equals("acquirer-simulator"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static Path migrations(Path module) {
        return module.resolve("src/main/resources/db").resolve(module.getFileName());
    }
}
