package io.tegata.common.service;

import com.zaxxer.hikari.HikariDataSource;
import io.tegata.common.id.Ids;
import io.tegata.storage.Migrator;
import io.tegata.storage.Schema;
import io.tegata.storage.StorageRefused;
import io.tegata.storage.Transactions;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A service's {@code migrate} command: its database is brought up to date, and nothing else starts.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(DataSourceAutoConfiguration.class)
class MigrateDatabase {

    private static final Logger log = LoggerFactory.getLogger(MigrateDatabase.class);
    private static final Pattern RESUME = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

    /**
     * {@code --resume=<version>:<statements that are there>} ends the doubt about a half applied
     * file.
     */
    @Bean
    ApplicationRunner migrate(
            HikariDataSource source,
            @Value("${spring.application.name}") String service,
            @Value("${resume:#{null}}") @Nullable String resume) {
        return _ -> {
            StorageDefaults.requireSound(source);
            var defaults = new ServiceDefaults();
            RandomGenerator random = defaults.random();
            var migrator =
                    new Migrator(
                            new Transactions(source, random, Schema.empty()),
                            StorageDefaults.folder(service),
                            defaults.clock(),
                            new Ids(random).next("mig"));
            if (resume != null) {
                resume(migrator, resume);
            }
            List<String> applied = migrator.migrate();
            log.info(
                    applied.isEmpty()
                            ? "the database of {} is up to date"
                            : "applied to the database of {}: {}",
                    service,
                    applied);
        };
    }

    private static void resume(Migrator migrator, String argument) {
        Matcher given = RESUME.matcher(argument);
        if (!given.matches()) {
            throw new StorageRefused(
                    "--resume=" + argument + " cannot be read",
                    "write --resume=<version>:<number of statements that are there>");
        }
        migrator.resume(Long.parseLong(given.group(1)), Integer.parseInt(given.group(2)));
    }
}
