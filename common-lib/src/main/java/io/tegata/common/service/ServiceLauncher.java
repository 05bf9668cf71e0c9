package io.tegata.common.service;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a service: the shared settings {@code tegata-service.yaml}, then its own {@code
 * <name>.yaml}.
 */
public final class ServiceLauncher {

    private ServiceLauncher() {}

    /**
     * Arguments such as {@code --server.port=8082} win over both files. Returns once the service is
     * ready.
     */
    public static ConfigurableApplicationContext start(
            Class<?> service, String name, String... arguments) {
        return new SpringApplicationBuilder(service)
                .properties(
                        "spring.config.name=tegata-service," + name,
                        "spring.application.name=" + name)
                .run(arguments);
    }
}
