package io.tegata.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.tegata.auth.AuthSettings;
import io.tegata.auth.client.Clients;
import io.tegata.common.id.Ids;
import io.tegata.common.service.ServiceSecurity;
import io.tegata.storage.Transactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.DefaultSecurityFilterChain;

/** The OAuth 2.0 endpoints: {@code POST /oauth2/token} and {@code GET /oauth2/jwks}, no others. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    RSAKey signingKey(Transactions transactions, Ids ids, Clock clock) {
        return new SigningKeys(transactions, ids, clock).current();
    }

    @Bean
    JWKSource<SecurityContext> keySet(RSAKey signingKey) {
        return new ImmutableJWKSet<>(new JWKSet(signingKey));
    }

    @Bean
    AccessTokens tokenIssuer(
            JWKSource<SecurityContext> keySet, Clock clock, Ids ids, AuthSettings settings) {
        return new AccessTokens(new NimbusJwtEncoder(keySet), clock, ids, settings.issuer());
    }

    /** Checks tokens that callers of this service carry, by the key itself. */
    @Bean
    JwtDecoder ownTokens(RSAKey signingKey, AuthSettings settings) throws JOSEException {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withPublicKey(signingKey.toRSAPublicKey())
                        .validateType(false)
                        .build();
        decoder.setJwtValidator(ServiceSecurity.checks(settings.issuer()));
        return decoder;
    }

    @Bean
    OAuth2AuthorizationService selfContainedTokens() {
        return new SelfContainedTokens();
    }

    @Bean
    OAuth2TokenGenerator<Jwt> tokenGenerator(AccessTokens tokens) {
        return context -> {
            RegisteredClient client = context.getRegisteredClient();
            return tokens.issue(
                    new AccessTokens.Grant(
                            client.getClientId(),
                            Clients.merchantId(client),
                            null,
                            context.getAuthorizedScopes(),
                            client.getTokenSettings().getAccessTokenTimeToLive()));
        };
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(AuthSettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.issuer()).build();
    }

    /** Before the chain for everything else. What the library offers beyond these paths is shut. */
    @Bean
    @Order(1)
    DefaultSecurityFilterChain tokenFilterChain(HttpSecurity http) {
        var refusals = new ClientRefusals();
        return http.securityMatcher("/oauth2/token", "/oauth2/jwks")
                .with(
                        new OAuth2AuthorizationServerConfigurer(),
                        server ->
                                server.tokenEndpoint(
                                                token ->
                                                        token.accessTokenRequestConverter(
                                                                new AllScopesByDefault()))
                                        .clientAuthentication(
                                                client ->
                                                        client.errorResponseHandler(
                                                                refusals::wrongClient)))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(refusals::nobody))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }
}
