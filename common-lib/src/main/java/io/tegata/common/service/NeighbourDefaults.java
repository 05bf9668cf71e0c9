package io.tegata.common.service;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/** What every service that calls another has: HTTP clients with its own identity. */
@Configuration(proxyBeanMethods = false)
public class NeighbourDefaults {

    @Bean
    InternalHttp internalHttp(
            RestClient.Builder builder,
            Clock clock,
            @Value("${tegata.auth.url}") String authUrl,
            @Value("${tegata.client.id}") String clientId,
            @Value("${tegata.client.secret}") String clientSecret) {
        return new InternalHttp(
                builder, new InternalHttp.Identity(authUrl, clientId, clientSecret), clock);
    }
}
