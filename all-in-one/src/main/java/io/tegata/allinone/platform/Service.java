package io.tegata.allinone.platform;

import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One service as the platform starts it: its name, its own {@code start}, and the settings that it
 * gets as arguments, which win over its own files.
 */
record Service(String name, Starter starter, List<String> arguments) {

    /** A service's own {@code start}. */
    @FunctionalInterface
    interface Starter {
        ConfigurableApplicationContext start(String... arguments);
    }

    ConfigurableApplicationContext start() {
        return starter.start(arguments.toArray(String[]::new));
    }
}
