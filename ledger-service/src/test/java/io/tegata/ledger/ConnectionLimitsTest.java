package io.tegata.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.storage.Transactions;
import io.tegata.storage.testing.PostgresServer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Goal: on PostgreSQL a database transaction of a service lives 15 s, which the settled cut relies
 * on, and an export on its own connections lives longer.
 */
class ConnectionLimitsTest {

    private static final String LIMIT =
            "SELECT setting FROM pg_settings WHERE name = 'transaction_timeout'";

    @Test
    void eachPoolHasItsOwn() {
        try (ConfigurableApplicationContext service =
                LedgerService.start(
                        "--spring.datasource.url=" + PostgresServer.freshUrl(),
                        "--server.port=0",
                        "--tegata.auth.url=http://localhost:1",
                        "--tegata.auth.issuer=http://localhost:1")) {
            Transactions transactions = service.getBean(Transactions.class);
            assertThat(transactions.sql(LIMIT).query(String.class).single()).isEqualTo("15000");
            assertThat(
                            transactions.<String>readWrite(
                                    "look", tx -> tx.sql(LIMIT).query(String.class).single()))
                    .isEqualTo("15000");
            assertThat(
                            transactions.<String>snapshot(
                                    "look", read -> read.sql(LIMIT).query(String.class).single()))
                    .isEqualTo("600000");
        }
    }
}
