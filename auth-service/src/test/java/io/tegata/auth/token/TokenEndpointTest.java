package io.tegata.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import io.tegata.auth.RunningAuthService;
import io.tegata.common.id.Ids;
import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Goal: clients get RFC 9068 tokens for their secret and for nothing else, and only ours count. */
@Tag(TestDatabase.BOTH)
class TokenEndpointTest {

    private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");

    private static RunningAuthService auth;

    @BeforeAll
    static void start() {
        auth = RunningAuthService.start();
    }

    @AfterAll
    static void stop() {
        auth.close();
    }

    @Test
    void aServiceGetsATokenWithItsScopes() {
        var answer = auth.token("gateway", RunningAuthService.GATEWAY_SECRET, GRANT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.text("scope")).isEqualTo("internal:api_keys");
        assertThat(answer.body().path("expires_in").asInt()).isBetween(590, 600);
        String token = answer.text("access_token");
        assertThat(auth.header(token).path("typ").asString()).isEqualTo("at+jwt");
        assertThat(auth.header(token).path("alg").asString()).isEqualTo("RS256");
        var claims = auth.claims(token);
        assertThat(claims.propertyNames())
                .containsExactlyInAnyOrder(
                        "iss", "sub", "client_id", "aud", "iat", "nbf", "exp", "jti", "scope");
        assertThat(claims.path("iss").asString()).isEqualTo("http://localhost:8080");
        assertThat(claims.path("sub").asString()).isEqualTo("gateway");
        assertThat(claims.path("client_id").asString()).isEqualTo("gateway");
        assertThat(claims.path("aud").asString()).isEqualTo("tegata");
        assertThat(claims.path("scope").asString()).isEqualTo("internal:api_keys");
    }

    @Test
    void tokensAreSignedByAKeyOfThePublishedSetWhichIsPublicOnly() throws Exception {
        var published = auth.get("/oauth2/jwks");
        var token = SignedJWT.parse(auth.gateway());
        var key = JWKSet.parse(published.raw().body()).getKeyByKeyId(token.getHeader().getKeyID());

        assertThat(token.verify(new RSASSAVerifier((RSAKey) key))).isTrue();
        assertThat(key.size()).isEqualTo(2048);
        assertThat(key.isPrivate()).isFalse();
    }

    @Test
    void theSecretMayComeInTheForm() {
        var answer =
                auth.token(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "gateway",
                                "client_secret", RunningAuthService.GATEWAY_SECRET));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aClientMayAskForLessButNotForMore() {
        var less =
                auth.token(
                        "operator",
                        RunningAuthService.OPERATOR_SECRET,
                        Map.of("grant_type", "client_credentials", "scope", "ledger:read"));
        var more =
                auth.token(
                        "operator",
                        RunningAuthService.OPERATOR_SECRET,
                        Map.of("grant_type", "client_credentials", "scope", "internal:ledger"));

        assertThat(less.text("scope")).isEqualTo("ledger:read");
        assertThat(auth.claims(less.text("access_token")).path("scope").asString())
                .isEqualTo("ledger:read");
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.text("error")).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "nobody", "cli_aaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aWrongSecretIsRefused(String client) {
        var answer = auth.token(client, "not-the-secret", GRANT);

        assertIsInvalidClient(answer);
    }

    @Test
    void nobodyIsRefusedAsAnyOtherWrongClient() {
        assertIsInvalidClient(auth.form(""));
        assertIsInvalidClient(auth.token(GRANT));
        assertIsInvalidClient(
                auth.token(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "gateway",
                                "client_secret", "not-the-secret")));
        assertIsInvalidClient(auth.post("/oauth2/token", "sk_test_x", "{}"));
    }

    /** RFC 6749 §5.2. */
    private static void assertIsInvalidClient(RunningAuthService.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
        assertThat(answer.text("error")).isEqualTo("invalid_client");
        assertThat(answer.raw().headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Basic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "ü", "cli_aaaaaaaaaaaaaaaaaaaaaaaaa\0"})
    void whatCannotBeAClientIdIsABadRequest(String client) {
        assertThat(auth.token(client, "not-the-secret", GRANT).status()).isEqualTo(400);
    }

    @Test
    void aFormThatCannotBeDecodedIsABadRequest() {
        var answer = auth.form("grant_type=client_credentials&client_id=%zz&client_secret=x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("malformed_request");
    }

    @Test
    void anotherGrantIsRefused() {
        var answer =
                auth.token(
                        "gateway",
                        RunningAuthService.GATEWAY_SECRET,
                        Map.of("grant_type", "password"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorize",
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/oauth2/par",
                "/oauth2/device_authorization",
                "/oauth2/register",
                "/.well-known/oauth-authorization-server",
                "/nowhere"
            })
    void nothingElseOfTheAuthorizationServerIsOpen(String path) {
        assertThat(auth.get(path).status()).isEqualTo(401);
        assertThat(auth.get(path, auth.operator()).status()).isEqualTo(403);
    }

    @Test
    void aTokenThatEndedOrOfAnotherIssuerIsRefused() {
        var encoder = new NimbusJwtEncoder(keys());
        var ids = new Ids(RandomGenerator.of("L64X128MixRandom"));
        var admin =
                new AccessTokens.Grant(
                        "operator", null, null, Set.of("ops:admin"), Duration.ofMinutes(10));
        Clock now = Clock.systemUTC();
        String good =
                new AccessTokens(encoder, now, ids, "http://localhost:8080")
                        .issue(admin)
                        .getTokenValue();
        String ended =
                new AccessTokens(
                                encoder,
                                Clock.offset(now, Duration.ofMinutes(-12)),
                                ids,
                                "http://localhost:8080")
                        .issue(admin)
                        .getTokenValue();
        String foreign =
                new AccessTokens(encoder, now, ids, "http://elsewhere")
                        .issue(admin)
                        .getTokenValue();

        assertThat(auth.get("/v1/ops/merchants", good).status()).isEqualTo(200);
        assertThat(auth.get("/v1/ops/merchants", ended).status()).isEqualTo(401);
        assertThat(auth.get("/v1/ops/merchants", foreign).status()).isEqualTo(401);
        assertThat(auth.get("/v1/ops/merchants", "rubbish").status()).isEqualTo(401);
    }

    @Test
    void aTokenOutlivesARestart() {
        String token = auth.operator();

        try (var second = RunningAuthService.on(auth.databaseArgument)) {
            assertThat(second.get("/v1/ops/merchants", token).status()).isEqualTo(200);
        }
    }

    @SuppressWarnings("unchecked")
    private static JWKSource<SecurityContext> keys() {
        return auth.context.getBean(JWKSource.class);
    }
}
