package io.tegata.auth;

import io.tegata.common.service.ServiceDefaults;
import io.tegata.common.service.ServiceLauncher;
import io.tegata.common.service.ServiceSecurity;
import io.tegata.common.service.StorageDefaults;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Who may call the platform: merchants, their clients and API keys, and access tokens. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(AuthSettings.class)
@Import({ServiceDefaults.class, ServiceSecurity.class, StorageDefaults.class})
public class AuthService {

    public static final String NAME = "auth-service";

    public static void main(String[] arguments) {
        ConfigurableApplicationContext _ = start(arguments);
    }

    /** Starts the service in this JVM; the all-in-one calls it too. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return ServiceLauncher.start(AuthService.class, NAME, arguments);
    }

    /** The token and key-set endpoints have a filter chain of their own. */
    @Bean
    ServiceSecurity.Rules rules() {
        return requests ->
                requests.requestMatchers("/internal/v1/api_key_tokens")
                        .hasAuthority("SCOPE_internal:api_keys")
                        .requestMatchers("/v1/ops/merchants")
                        .hasAuthority("SCOPE_ops:admin")
                        .anyRequest()
                        .denyAll();
    }
}
