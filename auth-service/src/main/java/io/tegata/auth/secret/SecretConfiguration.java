package io.tegata.auth.secret;

import io.tegata.auth.AuthSettings;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one bean that knows the pepper. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    @Bean
    Secrets secrets(AuthSettings settings, RandomGenerator random) {
        return new Secrets(settings.pepperBytes(), random);
    }
}
