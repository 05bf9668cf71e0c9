package io.tegata.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.tegata.common.problem.ProblemAdvice;
import io.tegata.gateway.edge.FilterOrder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.RestClientProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Which path belongs to which service. Nothing under {@code /internal} is here, nor ever will. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    RouterFunction<ServerResponse> authRoute(
            @Value("${tegata.auth.url}") String url, UpstreamFailures failures) {
        return route(
                "auth-service",
                url,
                failures,
                List.of("/oauth2/token", "/oauth2/jwks", "/v1/ops/merchants/**"));
    }

    @Bean
    RouterFunction<ServerResponse> paymentRoute(
            @Value("${tegata.payment.url}") String url, UpstreamFailures failures) {
        return route(
                "payment-service",
                url,
                failures,
                List.of("/v1/payments/**", "/v1/refunds/**", "/v1/idempotency_keys/**"));
    }

    @Bean
    RouterFunction<ServerResponse> ledgerRoute(
            @Value("${tegata.ledger.url}") String url, UpstreamFailures failures) {
        return route("ledger-service", url, failures, List.of("/v1/ops/ledger/**"));
    }

    @Bean
    RouterFunction<ServerResponse> reconcilerRoute(
            @Value("${tegata.reconciler.url}") String url, UpstreamFailures failures) {
        return route(
                "reconciler",
                url,
                failures,
                List.of("/v1/ops/reconciliation/**", "/v1/ops/discrepancies/**"));
    }

    @Bean
    UpstreamFailures upstreamFailures(ProblemAdvice problems) {
        return new UpstreamFailures(problems);
    }

    /**
     * The JDK's client pools as many connections as there are requests at once, each a virtual
     * thread; it follows no redirect and repeats nothing that may have been executed.
     *
     * @param timeout longer than a payment can take
     */
    @Bean
    ProxyExchange proxyExchange(
            RestClient.Builder builder,
            GatewayMvcProperties properties,
            @Value("${tegata.gateway.upstream-timeout}") Duration timeout) {
        var requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .followRedirects(HttpClient.Redirect.NEVER)
                                .connectTimeout(CONNECT_TIMEOUT)
                                .executor(Executors.newVirtualThreadPerTaskExecutor())
                                .build());
        requests.setReadTimeout(timeout);
        // What a service sends goes on as it came.
        requests.enableCompression(false);
        return new RestClientProxyExchange(builder.requestFactory(requests).build(), properties);
    }

    @Bean
    FilterRegistrationBean<PlainHeadersFilter> plainHeadersFilter(JsonMapper json) {
        var filter = new FilterRegistrationBean<>(new PlainHeadersFilter(json));
        filter.setOrder(FilterOrder.CHECKED);
        return filter;
    }

    /** After the library's own filters: whatever they did, only these headers leave. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RequestHttpHeadersFilter headersToServices() {
        return (_, request) -> PassedHeaders.toService(request);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ResponseHttpHeadersFilter headersToClients() {
        return (headers, _) -> PassedHeaders.toClient(headers);
    }

    /**
     * HEAD is GET without the body, and the server leaves the body out by itself. Services give
     * rights to GET by name; a HEAD that reached them could pass by a rule.
     */
    private static ServerRequest headAsGet(ServerRequest request) {
        return request.method().equals(HttpMethod.HEAD)
                ? ServerRequest.from(request).method(HttpMethod.GET).build()
                : request;
    }

    private static RouterFunction<ServerResponse> route(
            String service, String url, UpstreamFailures failures, List<String> paths) {
        RequestPredicate anyOf =
                paths.stream()
                        .map(pattern -> path(pattern))
                        .reduce(RequestPredicate::or)
                        .orElseThrow();
        return GatewayRouterFunctions.route(service)
                .route(anyOf, http())
                .before(RouteConfiguration::headAsGet)
                .before(uri(url))
                .onError(ResourceAccessException.class, failures::answer)
                .build();
    }
}
