package io.tegata.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.auth.AuthService;
import io.tegata.storage.testing.TestDatabase;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

/**
 * Goal: gateway and auth-service start on one class path, neither with the other's libraries
 * switched on, and a merchant's key opens the door between them.
 */
class OneClassPathTest {

    private static final String SECRET = "a-secret-of-at-least-32-characters";

    @Test
    void eachServiceIsItselfAndTheyUnderstandEachOther() {
        try (ConfigurableApplicationContext auth =
                        AuthService.start(
                                "--server.port=0",
                                TestDatabase.freshArgument(),
                                "--tegata.auth.pepper=dGhpcnR5LXR3byBieXRlcyBvZiBwZXBwZXIsIHRlc3Rz",
                                "--tegata.auth.service-clients.gateway.secret=" + SECRET,
                                "--tegata.auth.service-clients.gateway.scopes=internal:api_keys",
                                "--tegata.auth.service-clients.operator.secret=" + SECRET,
                                "--tegata.auth.service-clients.operator.scopes=ops:admin");
                var neighbours = new Neighbours();
                var gateway =
                        new RunningGateway(
                                neighbours.settings(
                                        "--tegata.auth.url=http://localhost:"
                                                + auth.getEnvironment()
                                                        .getProperty("local.server.port"),
                                        "--tegata.client.secret=" + SECRET))) {
            assertThat(beansOf("org.springframework.cloud", auth)).isEmpty();
            assertThat(gateway.context.getBeanNamesForType(DataSource.class)).isEmpty();
            assertThat(gateway.context.getBeanNamesForType(OAuth2AuthorizationService.class))
                    .isEmpty();

            var token =
                    gateway.post(
                            "/oauth2/token",
                            "grant_type=client_credentials&client_id=operator&client_secret="
                                    + SECRET,
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            var nobody =
                    gateway.post(
                            "/oauth2/token",
                            "grant_type=client_credentials",
                            "Content-Type",
                            "application/x-www-form-urlencoded");
            assertThat(nobody.status()).isEqualTo(401);
            assertThat(nobody.text("error")).isEqualTo("invalid_client");
            var merchant =
                    gateway.post(
                            "/v1/ops/merchants",
                            "{\"name\": \"Kaffeehaus\", \"mode\": \"test\"}",
                            "Authorization",
                            "Bearer " + token.text("access_token"),
                            "Content-Type",
                            "application/json");
            assertThat(merchant.status()).isEqualTo(201);
            var list =
                    gateway.get(
                            "/v1/payments", "Authorization", "Bearer " + merchant.text("api_key"));
            assertThat(list.status()).isEqualTo(200);
            assertThat(neighbours.onlyRouted().headers().getFirst("Authorization"))
                    .startsWith("Bearer ey");
            var mistyped =
                    gateway.get(
                            "/v1/payments",
                            "Authorization",
                            "Bearer " + merchant.text("api_key") + "a");
            assertThat(mistyped.status()).isEqualTo(401);
            var notAnOperator =
                    gateway.get(
                            "/v1/ops/merchants",
                            "Authorization",
                            "Bearer " + merchant.text("api_key"));
            assertThat(notAnOperator.status()).isEqualTo(403);
            assertThat(notAnOperator.text("code")).isEqualTo("forbidden");
        }
    }

    private static List<String> beansOf(
            String packageName, ConfigurableApplicationContext context) {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(
                        name -> {
                            Class<?> type = context.getType(name);
                            return type != null && type.getName().startsWith(packageName);
                        })
                .toList();
    }
}
