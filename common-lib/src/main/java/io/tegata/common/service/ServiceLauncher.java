package io.tegata.common.service;

import java.util.Arrays;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a service: the shared settings {@code tegata-service.yaml}, then its own {@code
 * <name>.yaml}, each with what its active profiles add.
 */
public final class ServiceLauncher {

    private static final String MIGRATE = "migrate";

    private ServiceLauncher() {}

    /**
     * Arguments such as {@code --server.port=8082} win over both files. Returns once the service is
     * ready. With {@code migrate} as the first argument the service is not started: its database is
     * brought up to date, and what is returned is closed.
     */
    public static ConfigurableApplicationContext start(
            Class<?> service, String name, String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(MIGRATE)) {
            return migrate(name, Arrays.copyOfRange(arguments, 1, arguments.length));
        }
        return new SpringApplicationBuilder(service).properties(settings(name)).run(arguments);
    }

    private static ConfigurableApplicationContext migrate(String name, String... arguments) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(MigrateDatabase.class)
                        .web(WebApplicationType.NONE)
                        .properties(settings(name))
                        .run(arguments);
        context.close();
        return context;
    }

    private static String[] settings(String name) {
        return new String[] {
            "spring.config.name=tegata-service," + name, "spring.application.name=" + name
        };
    }
}
