package io.tegata.helm;

import static io.tegata.helm.MigrateChart.POSTGRESQL;
import static io.tegata.helm.MigrateChart.SPANNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.tegata.testing.NeedsTool;
import io.tegata.testing.Tool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: values that could only fail in a cluster do not get that far. */
@Tag("helm")
@NeedsTool("helm")
class MigrateValuesTest {

    private final MigrateChart chart = new MigrateChart();

    @Test
    void nothingIsInstalledWithoutValues() {
        Tool.Answer answer = chart.templateOfDefaults();
        assertThat(answer.exit()).isNotZero();
        assertThat(answer.errors()).contains("'/image/repository'", "'/database'");
    }

    @Test
    void aServiceWithoutItsSecretIsRefused() {
        Tool.Answer answer =
                chart.templateOfDefaults(
                        "--set=image.repository=registry.example.com/tegata,image.tag=1-2",
                        "--set=database.postgresql.secrets.reconciler=reconciler-database");
        assertThat(answer.exit()).isNotZero();
        assertThat(answer.errors())
                .contains("database.postgresql.secrets has nothing for auth-service");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void valuesThatCouldOnlyFailLaterAreRefused(String example, String change, String complaint) {
        Tool.Answer answer = chart.template(example, change);
        assertThat(answer.exit()).isNotZero();
        assertThat(answer.errors()).contains(complaint);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                argumentSet("no image", SPANNER, "--set=image.repository=", "'/image/repository'"),
                argumentSet(
                        "an image with its tag",
                        SPANNER,
                        "--set=image.repository=registry.example.com/tegata:1",
                        "'/image/repository'"),
                argumentSet("neither tag nor digest", SPANNER, "--set=image.tag=", "'/image'"),
                argumentSet("a tag that moves", SPANNER, "--set=image.tag=latest", "'/image/tag'"),
                argumentSet(
                        "a digest for one service only",
                        POSTGRESQL,
                        "--set=image.tag=",
                        "image.digests has nothing for auth-service"),
                argumentSet(
                        "a digest that is none",
                        SPANNER,
                        "--set=image.digests.reconciler=sha256:12",
                        "'/image/digests/reconciler'"),
                argumentSet(
                        "no database",
                        SPANNER,
                        "--set-json=database=null",
                        "missing property 'database'"),
                argumentSet(
                        "both databases",
                        SPANNER,
                        "--set=database.postgresql.secrets.reconciler=secret",
                        "'/database': maxProperties"),
                argumentSet("an unknown setting", SPANNER, "--set=jobs.backoffLimit=1", "'jobs'"),
                argumentSet(
                        "an unknown setting deep inside",
                        SPANNER,
                        "--set=database.spanner.role=owner",
                        "'role'"),
                argumentSet(
                        "an empty project",
                        SPANNER,
                        "--set=database.spanner.project=",
                        "'/database/spanner/project'"),
                argumentSet(
                        "no instance",
                        SPANNER,
                        "--set-json=database.spanner.instance=null",
                        "'/database/spanner/instance'"),
                argumentSet(
                        "a service without a database",
                        SPANNER,
                        "--set=services={gateway}",
                        "'/services/0'"),
                argumentSet("no service", SPANNER, "--set-json=services=[]", "'/services'"),
                argumentSet(
                        "a password written out",
                        POSTGRESQL,
                        "--set=database.postgresql.password=hunter2",
                        "'password'"),
                argumentSet(
                        "tries without an end",
                        SPANNER,
                        "--set=job.backoffLimit=100",
                        "'/job/backoffLimit'"),
                argumentSet(
                        "a deadline that is no number",
                        SPANNER,
                        "--set=job.activeDeadlineSeconds=1h",
                        "'/job/activeDeadlineSeconds'"),
                argumentSet(
                        "a resumption that cannot be read",
                        SPANNER,
                        "--set=resume.reconciler=V3",
                        "'/resume/reconciler'"),
                argumentSet(
                        "a resumption on PostgreSQL, which needs none",
                        POSTGRESQL,
                        "--set=resume.reconciler=3:2",
                        "'spanner'"));
    }
}
