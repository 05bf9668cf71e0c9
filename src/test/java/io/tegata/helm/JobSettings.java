package io.tegata.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;

/** What a service understands of the environment that a Job gives it. */
final class JobSettings {

    private JobSettings() {}

    /**
     * The variables of the Job's only container; those from secrets have the value {@code
     * secret}'s.
     */
    static Map<String, String> variables(JsonNode job, UnaryOperator<String> secret) {
        var variables = new TreeMap<String, String>();
        for (JsonNode variable : job.at("/spec/template/spec/containers/0/env")) {
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            var _ =
                    variables.put(
                            variable.get("name").asString(),
                            reference.isMissingNode()
                                    ? variable.get("value").asString()
                                    : secret.apply(
                                            reference.get("name").asString()
                                                    + "/"
                                                    + reference.get("key").asString()));
        }
        return variables;
    }

    /**
     * The connection settings of that service, read from its own settings files as at its start.
     */
    static DataSourceProperties connection(String service, Map<String, String> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new LinkedHashMap<>(variables)));
        environment
                .getPropertySources()
                .addLast(
                        new MapPropertySource(
                                "defaultProperties",
                                Map.of(
                                        "spring.config.name",
                                        "tegata-service," + service,
                                        "spring.application.name",
                                        service)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment)
                .bindOrCreate("spring.datasource", DataSourceProperties.class);
    }

    /** Its JDBC URL; empty where the variables do not lead to one. */
    static String url(String service, Map<String, String> variables) {
        @Nullable String url = connection(service, variables).getUrl();
        return url == null ? "" : url;
    }
}
