package io.tegata.gateway.key;

import io.tegata.common.service.InternalHttp;
import io.tegata.gateway.edge.FilterOrder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The exchange of API keys for tokens. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    private static final Duration EXCHANGE_TIMEOUT = Duration.ofSeconds(3);

    @Bean
    FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(
            InternalHttp http,
            @Value("${tegata.auth.url}") String authUrl,
            Clock clock,
            JsonMapper json) {
        var exchange = new AuthServiceKeyExchange(http.neighbour(authUrl, EXCHANGE_TIMEOUT), clock);
        var filter =
                new FilterRegistrationBean<>(
                        new ApiKeyFilter(new ApiKeyTokens(exchange, clock), json));
        filter.setOrder(FilterOrder.KEY_EXCHANGED);
        filter.addUrlPatterns("/v1/*");
        return filter;
    }
}
