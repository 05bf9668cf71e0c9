package io.tegata.common.service;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code tegata.storage}: what a service does with its database besides working on it.
 *
 * @param migrate whether the schema is brought up to date at each start, or only looked at
 * @param sweepEvery how often expired rows are deleted, where the database does not do it itself
 */
@ConfigurationProperties("tegata.storage")
record StorageSettings(Migrate migrate, Duration sweepEvery, Snapshots snapshots) {

    enum Migrate {
        AT_START,
        VERIFY
    }

    /**
     * Connections for reads at one instant, which may take minutes and never take another's place.
     *
     * @param connections how many such reads run at once
     * @param properties what differs from the driver's properties of all other connections
     */
    record Snapshots(int connections, Map<String, String> properties) {

        Snapshots {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }
    }
}
