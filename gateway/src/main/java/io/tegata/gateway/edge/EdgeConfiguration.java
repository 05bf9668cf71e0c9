package io.tegata.gateway.edge;

import io.tegata.common.id.Ids;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What happens to every request first. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(Ids ids) {
        var filter = new FilterRegistrationBean<>(new RequestIdFilter(ids));
        filter.setOrder(FilterOrder.NAMED);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(JsonMapper json) {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter(json));
        filter.setOrder(FilterOrder.READ);
        return filter;
    }

    /** Tomcat adds a valve of its own behind ours unless it hears that ours is the one. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> serverProblems(JsonMapper json) {
        return server ->
                server.addContextCustomizers(
                        context -> {
                            var host = (StandardHost) context.getParent();
                            host.setErrorReportValveClass(ServerProblemValve.class.getName());
                            host.getPipeline().addValve(new ServerProblemValve(json));
                        });
    }
}
