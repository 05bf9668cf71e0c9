package io.tegata.common.service;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.Problem;
import io.tegata.common.problem.ProblemAdvice;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.web.client.RestTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each service checks the caller's token itself (RFC 9068 access tokens: type, issuer, audience,
 * times, RS256 by a key of auth-service's JWKS); nothing trusts the network.
 */
@Configuration(proxyBeanMethods = false)
public class ServiceSecurity {

    private static final String AUDIENCE = "tegata";
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final Duration JWKS_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Which caller may use which path. Not a {@link Customizer}: Spring Security applies every bean
     * of that type by itself, a second time.
     */
    @FunctionalInterface
    public interface Rules {
        void apply(
                AuthorizeHttpRequestsConfigurer<HttpSecurity>
                                .AuthorizationManagerRequestMatcherRegistry
                        requests);
    }

    /** What makes a token one of ours besides its signature; the same wherever one is checked. */
    public static OAuth2TokenValidator<Jwt> checks(String issuer) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator("at+jwt"),
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<@Nullable List<String>>(
                        JwtClaimNames.AUD,
                        audience -> audience != null && audience.contains(AUDIENCE)));
    }

    /** Auth-service brings its own, which needs no call to find the keys. */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder accessTokens(
            @Value("${tegata.auth.url}") String authUrl,
            @Value("${tegata.auth.issuer}") String issuer) {
        var client = HttpClient.newBuilder().connectTimeout(JWKS_TIMEOUT).build();
        var requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(JWKS_TIMEOUT);
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSetUri(authUrl + "/oauth2/jwks")
                        .jwsAlgorithm(SignatureAlgorithm.RS256)
                        .restOperations(new RestTemplate(requests))
                        .validateType(false)
                        .build();
        decoder.setJwtValidator(checks(issuer));
        return decoder;
    }

    @Bean
    DefaultSecurityFilterChain serviceFilterChain(HttpSecurity http, Rules rules, JsonMapper json) {
        return http.sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(
                        requests -> {
                            // The error page answers for a request that was already checked.
                            requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                            requests.requestMatchers("/actuator/health/**").permitAll();
                            rules.apply(requests);
                        })
                .oauth2ResourceServer(
                        server ->
                                server.jwt(Customizer.withDefaults())
                                        .authenticationEntryPoint(
                                                (request, response, _) ->
                                                        refuse(
                                                                request,
                                                                response,
                                                                json,
                                                                CommonError.UNAUTHENTICATED,
                                                                "send a valid access token")))
                .exceptionHandling(
                        failures ->
                                failures.accessDeniedHandler(
                                        (request, response, _) ->
                                                refuse(
                                                        request,
                                                        response,
                                                        json,
                                                        CommonError.FORBIDDEN,
                                                        "the token lacks the scope for this call")))
                .build();
    }

    /** Writes a problem where no controller has been reached yet. */
    public static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            JsonMapper json,
            CommonError code,
            String detail)
            throws IOException {
        Problem problem = ProblemAdvice.named(Problem.of(code, detail), request);
        response.setStatus(code.status());
        if (code == CommonError.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
