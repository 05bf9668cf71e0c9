package io.tegata.payment;

import io.tegata.common.service.NeighbourDefaults;
import io.tegata.common.service.ServiceDefaults;
import io.tegata.common.service.ServiceLauncher;
import io.tegata.common.service.ServiceSecurity;
import io.tegata.common.service.StorageDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/**
 * Payments and their operations: idempotency, acquirers, the resolver of unknown outcomes, the
 * outbox.
 */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
    ServiceDefaults.class,
    ServiceSecurity.class,
    StorageDefaults.class,
    NeighbourDefaults.class
})
public class PaymentService {

    public static final String NAME = "payment-service";

    public static void main(String[] arguments) {
        ConfigurableApplicationContext _ = start(arguments);
    }

    /** Starts the service in this JVM; the all-in-one calls it too. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return ServiceLauncher.start(PaymentService.class, NAME, arguments);
    }

    @Bean
    ServiceSecurity.Rules rules() {
        return requests ->
                requests.requestMatchers("/internal/v1/exports/**")
                        .hasAuthority("SCOPE_internal:exports")
                        .requestMatchers(HttpMethod.POST, "/internal/v1/settlements")
                        .hasAuthority("SCOPE_internal:settlements")
                        .requestMatchers(HttpMethod.POST, "/v1/payments/*/refunds")
                        .hasAuthority("SCOPE_refunds:write")
                        .requestMatchers(HttpMethod.POST, "/v1/payments/**")
                        .hasAuthority("SCOPE_payments:write")
                        .requestMatchers(
                                "/v1/payments/**", "/v1/refunds/**", "/v1/idempotency_keys/**")
                        .hasAuthority("SCOPE_payments:read")
                        .anyRequest()
                        .denyAll();
    }
}
