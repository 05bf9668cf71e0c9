package io.tegata.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.testing.Tool;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The chart {@code tegata-migrate} with its examples. */
final class MigrateChart {

    /** Who has a database. */
    static final List<String> SERVICES =
            List.of("auth-service", "ledger-service", "payment-service", "reconciler");

    /** Names of the examples. */
    static final String SPANNER = "gke-spanner";

    static final String POSTGRESQL = "postgresql";

    /** Where in a Job its only container is. */
    static final String CONTAINER = "/spec/template/spec/containers/0";

    private final Chart chart = new Chart("tegata-migrate");

    Tool.Answer lint(String example) {
        return chart.lint(example);
    }

    /** What helm says to the chart's defaults, changed by these arguments of helm's. */
    Tool.Answer templateOfDefaults(String... changes) {
        return chart.template(Chart.RELEASE, List.of(changes));
    }

    /** What helm says to an example, changed by these arguments of helm's. */
    Tool.Answer template(String example, String... changes) {
        return templateOf(Chart.RELEASE, example, changes);
    }

    /** The same for a release of that name. */
    Tool.Answer templateOf(String release, String example, String... changes) {
        var arguments = new ArrayList<>(List.of(chart.example(example)));
        arguments.addAll(List.of(changes));
        return chart.template(release, arguments);
    }

    String text(String example, String... changes) {
        return template(example, changes).orFail();
    }

    /** A Job for each service, in their order. */
    List<JsonNode> jobs(String example) {
        List<JsonNode> jobs = Chart.objects(text(example), "Job");
        assertThat(jobs).hasSize(SERVICES.size());
        return jobs;
    }

    JsonNode job(String example, String service) {
        return jobs(example).get(SERVICES.indexOf(service));
    }
}
