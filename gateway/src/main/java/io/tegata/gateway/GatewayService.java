package io.tegata.gateway;

import io.tegata.common.service.NeighbourDefaults;
import io.tegata.common.service.ServiceDefaults;
import io.tegata.common.service.ServiceLauncher;
import io.tegata.common.service.ServiceSecurity;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.server.mvc.GatewayServerMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The one door of the platform: authenticates, limits, names the request, and passes it on.
 *
 * <p>What it uses of Spring Cloud is imported by name, since the settings that all services share
 * switch the rest off; and it has no database, although in the all-in-one others' drivers lie on
 * its class path.
 */
@SpringBootApplication(
        proxyBeanMethods = false,
        excludeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@Import({
    ServiceDefaults.class,
    ServiceSecurity.class,
    NeighbourDefaults.class,
    FilterAutoConfiguration.class,
    PredicateAutoConfiguration.class,
    GatewayServerMvcAutoConfiguration.class
})
public class GatewayService {

    public static final String NAME = "gateway";
    private static final RequestMatcher API =
            PathPatternRequestMatcher.withDefaults().matcher("/v1/**");

    public static void main(String[] arguments) {
        ConfigurableApplicationContext _ = start(arguments);
    }

    /** Starts the service in this JVM; the all-in-one calls it too. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return ServiceLauncher.start(GatewayService.class, NAME, arguments);
    }

    /** Scopes are the services' own to check; what is not routed is not there, for everybody. */
    @Bean
    ServiceSecurity.Rules rules() {
        return requests -> requests.requestMatchers(API).authenticated().anyRequest().permitAll();
    }

    /** Elsewhere all is public: whatever a caller sends along, nobody looks at it. */
    @Bean
    BearerTokenResolver tokensOfTheApi() {
        var sent = new DefaultBearerTokenResolver();
        return request -> API.matches(request) ? sent.resolve(request) : null;
    }
}
