package io.tegata.ledger;

import io.tegata.common.service.ServiceDefaults;
import io.tegata.common.service.ServiceLauncher;
import io.tegata.common.service.ServiceSecurity;
import io.tegata.common.service.StorageDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The ledger: accounts, journal entries, holds and balances. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceDefaults.class, ServiceSecurity.class, StorageDefaults.class})
public class LedgerService {

    public static final String NAME = "ledger-service";

    public static void main(String[] arguments) {
        ConfigurableApplicationContext _ = start(arguments);
    }

    /** Starts the service in this JVM; the all-in-one calls it too. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return ServiceLauncher.start(LedgerService.class, NAME, arguments);
    }

    @Bean
    ServiceSecurity.Rules rules() {
        return requests ->
                requests.requestMatchers(
                                "/internal/v1/events",
                                "/internal/v1/holds",
                                "/internal/v1/settlement_lines")
                        .hasAuthority("SCOPE_internal:ledger")
                        .requestMatchers("/internal/v1/exports/records")
                        .hasAuthority("SCOPE_internal:exports")
                        .requestMatchers("/v1/ops/ledger/**")
                        .hasAuthority("SCOPE_ledger:read")
                        .anyRequest()
                        .denyAll();
    }
}
