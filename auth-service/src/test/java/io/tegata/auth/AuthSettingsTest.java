package io.tegata.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.auth.AuthSettings.ServiceClient;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the service refuses to start with weak secrets, and never shows the ones it has. */
class AuthSettingsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void aWeakPepperIsRefused(String pepper) {
        assertThatThrownBy(new AuthSettings("iss", pepper, null)::pepperBytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tegata.auth.pepper");
    }

    @Test
    void aServiceClientNeedsALongSecretAndScopes() {
        assertThatThrownBy(clients(new ServiceClient("short", Set.of("a")))::completeServiceClients)
                .hasMessageContaining("tegata.auth.service-clients.gateway.secret");
        assertThatThrownBy(clients(new ServiceClient("x".repeat(32), null))::completeServiceClients)
                .hasMessageContaining("tegata.auth.service-clients.gateway.scopes");
    }

    @Test
    void settingsDoNotShowTheirSecrets() {
        var settings =
                new AuthSettings(
                        "iss",
                        "the-pepper",
                        Map.of("gateway", new ServiceClient("the-secret", Set.of("a"))));

        assertThat(settings.toString()).doesNotContain("the-pepper").doesNotContain("the-secret");
    }

    private static AuthSettings clients(ServiceClient gateway) {
        return new AuthSettings("iss", null, Map.of("gateway", gateway));
    }
}
