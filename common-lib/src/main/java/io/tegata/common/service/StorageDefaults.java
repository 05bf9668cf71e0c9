package io.tegata.common.service;

import io.tegata.common.id.Ids;
import io.tegata.storage.Leases;
import io.tegata.storage.Migrator;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What every service with a database has: the transaction door over a migrated schema, and leases.
 */
@Configuration(proxyBeanMethods = false)
public class StorageDefaults {

    private static final Logger log = LoggerFactory.getLogger(StorageDefaults.class);

    /** Nobody gets the door before the schema is right. */
    @Bean
    Transactions transactions(
            DataSource source,
            RandomGenerator random,
            @Value("${spring.application.name}") String service) {
        var transactions = new Transactions(source, random);
        var applied = new Migrator(transactions, "db/" + service).migrate();
        if (!applied.isEmpty()) {
            log.info("applied migrations {}", applied);
        }
        return transactions;
    }

    @Bean
    Leases leases(Transactions transactions, Clock clock, Ids ids) {
        return new Leases(transactions, clock, ids.next("ins"));
    }
}
