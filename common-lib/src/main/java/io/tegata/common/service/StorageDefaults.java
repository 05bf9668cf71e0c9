package io.tegata.common.service;

import com.zaxxer.hikari.HikariDataSource;
import io.tegata.common.id.Ids;
import io.tegata.storage.Leases;
import io.tegata.storage.Migrator;
import io.tegata.storage.Schema;
import io.tegata.storage.StorageRefused;
import io.tegata.storage.Sweeper;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What every service with a database has: the transaction door over a migrated schema, leases, and
 * the sweeps that a database without a time to live needs.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
@Import(StorageAdvice.class)
public class StorageDefaults {

    private static final Logger log = LoggerFactory.getLogger(StorageDefaults.class);

    @Bean
    Schema schema(@Value("${spring.application.name}") String service) {
        return Schema.read(folder(service));
    }

    @Bean
    SnapshotConnections snapshotConnections(HikariDataSource source, StorageSettings settings) {
        requireSound(source);
        return new SnapshotConnections(source, settings.snapshots());
    }

    /** Nobody gets the door before the schema is right. */
    @Bean
    Transactions transactions(
            HikariDataSource source,
            SnapshotConnections snapshots,
            RandomGenerator random,
            Schema schema,
            Ids ids,
            Clock clock,
            StorageSettings settings,
            @Value("${spring.application.name}") String service) {
        var transactions = new Transactions(source, snapshots.source(), random, schema);
        var migrator = new Migrator(transactions, folder(service), clock, ids.next("mig"));
        switch (settings.migrate()) {
            case AT_START -> {
                List<String> applied = migrator.migrate();
                if (!applied.isEmpty()) {
                    log.info("applied migrations {}", applied);
                }
            }
            case VERIFY -> migrator.verify();
        }
        return transactions;
    }

    @Bean
    Leases leases(Transactions transactions, Clock clock, Ids ids) {
        return new Leases(transactions, clock, ids.next("ins"));
    }

    /** Every instance sweeps: what one deletes the others no longer find. */
    @Bean
    BackgroundWork sweeps(
            Transactions transactions, Schema schema, Clock clock, StorageSettings settings) {
        var sweeper = new Sweeper(transactions, schema, clock);
        return new BackgroundWork(
                "sweep-expired-rows",
                settings.sweepEvery(),
                () -> {
                    if (sweeper.isNeeded()) {
                        int deleted = sweeper.sweep();
                        if (deleted > 0) {
                            log.info("deleted {} expired rows", deleted);
                        }
                    }
                    return false;
                });
    }

    /** Nothing is begun in the database for somebody who no longer waits. */
    @Bean
    DeadlineFilter deadlines(Clock clock) {
        return new DeadlineFilter(clock);
    }

    /**
     * Names a setting that is missing, or stands twice, before a driver cannot read the URL or
     * takes one of the two without a word.
     */
    static void requireSound(HikariDataSource source) {
        String url = String.valueOf(source.getJdbcUrl());
        if (url.contains("${tegata.spanner.project}")) {
            throw new StorageRefused(
                    "tegata.spanner.project is not set",
                    "name the Google Cloud project: --tegata.spanner.project=…");
        }
        var names = new HashSet<String>();
        for (String property : url.substring(url.indexOf('?') + 1).split(";", -1)) {
            String name = property.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            if (url.startsWith("jdbc:cloudspanner:") && !names.add(name)) {
                throw new StorageRefused(
                        "the database's URL names " + name + " twice",
                        "take it out of tegata.spanner.properties, or set spring.datasource.url"
                                + " whole");
            }
        }
    }

    static String folder(String service) {
        return "db/" + service;
    }
}
