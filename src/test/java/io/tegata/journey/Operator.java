package io.tegata.journey;

import io.tegata.gateway.GatewayService;
import io.tegata.journey.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The operator of the platform: an OAuth 2.0 client at the gateway, and the hand on the acquirer
 * simulator.
 */
final class Operator {

    private Operator() {}

    static Map<String, String> headers(Platform platform) {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                ("operator:" + Platform.secret()).getBytes(StandardCharsets.UTF_8));
        Answer token =
                Http.post(
                        platform.url(GatewayService.NAME) + "/oauth2/token",
                        Map.of("Authorization", "Basic " + basic),
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials");
        if (token.status() != 200) {
            throw new AssertionError("no token for the operator: " + token);
        }
        return Map.of("Authorization", "Bearer " + token.at("/access_token"));
    }

    static Answer get(Platform platform, String path) {
        return Http.get(platform.url(GatewayService.NAME) + path, headers(platform));
    }

    static Answer post(Platform platform, String path, String body) {
        return Http.post(
                platform.url(GatewayService.NAME) + path,
                headers(platform),
                "application/json",
                body);
    }

    /** The acquirer's own book: outside the platform, so outside the gateway. */
    static Answer book(Platform platform) {
        return Http.get(platform.url("acquirer-simulator") + "/admin/book", acquirerKey());
    }

    static Answer settle(Platform platform) {
        return Http.post(
                platform.url("acquirer-simulator") + "/admin/settlement_files",
                acquirerKey(),
                "application/json",
                "");
    }

    private static Map<String, String> acquirerKey() {
        return Map.of("Authorization", "Bearer " + Platform.secret());
    }

    /** Runs a reconciliation to its end and returns it. */
    static JsonNode reconcile(Platform platform) {
        Answer started = post(platform, "/v1/ops/reconciliation/runs", "{}");
        if (started.status() != 202) {
            throw new AssertionError("no run: " + started);
        }
        String run = "/v1/ops/reconciliation/runs/" + started.at("/run_id");
        Await.until(
                "the run has ended",
                Duration.ofSeconds(60),
                () -> !get(platform, run).at("/status").equals("running"));
        return get(platform, run).json();
    }
}
