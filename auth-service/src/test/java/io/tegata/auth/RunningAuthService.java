package io.tegata.auth;

import io.tegata.storage.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real auth-service on a free port over its own database, and an HTTP client for it. */
public final class RunningAuthService implements AutoCloseable {

    public static final String GATEWAY_SECRET = "gateway-secret-of-at-least-32-characters";
    public static final String OPERATOR_SECRET = "operator-secret-of-at-least-32-characters";
    private static final String PEPPER =
            Base64.getEncoder()
                    .encodeToString(
                            "thirty-two bytes of pepper, tests".getBytes(StandardCharsets.UTF_8));

    public final String databaseArgument;
    public final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    private RunningAuthService(String databaseArgument) {
        this.databaseArgument = databaseArgument;
        this.context = AuthService.start(arguments(databaseArgument));
    }

    public static RunningAuthService start() {
        return on(TestDatabase.freshArgument());
    }

    public static RunningAuthService on(String databaseArgument) {
        return new RunningAuthService(databaseArgument);
    }

    /** What the service needs to start. */
    public static String[] arguments(String databaseArgument) {
        return new String[] {
            "--server.port=0",
            databaseArgument,
            "--tegata.auth.pepper=" + PEPPER,
            "--tegata.auth.service-clients.gateway.secret=" + GATEWAY_SECRET,
            "--tegata.auth.service-clients.gateway.scopes=internal:api_keys",
            "--tegata.auth.service-clients.operator.secret=" + OPERATOR_SECRET,
            "--tegata.auth.service-clients.operator.scopes=ops:admin,ledger:read"
        };
    }

    /** An answer, with its body read as JSON where it is some. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        public String text(String field) {
            return body.path(field).asString("");
        }
    }

    public Answer get(String path, String token) {
        return send(request(path).GET().header("Authorization", "Bearer " + token));
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String token, String body) {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Asks for a token by HTTP Basic. */
    public Answer token(String clientId, String secret, Map<String, String> form) {
        String basic =
                Base64.getEncoder()
                        .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(form(form).header("Authorization", "Basic " + basic));
    }

    /** Asks for a token by the form alone. */
    public Answer token(Map<String, String> form) {
        return send(form(form));
    }

    public String tokenOf(String clientId, String secret) {
        return token(clientId, secret, Map.of("grant_type", "client_credentials"))
                .text("access_token");
    }

    public String operator() {
        return tokenOf("operator", OPERATOR_SECRET);
    }

    public String gateway() {
        return tokenOf("gateway", GATEWAY_SECRET);
    }

    public Answer newMerchant() {
        return post(
                "/v1/ops/merchants", operator(), "{\"name\": \"Kaffeehaus\", \"mode\": \"test\"}");
    }

    public Answer exchange(String apiKey) {
        return post(
                "/internal/v1/api_key_tokens",
                gateway(),
                json.writeValueAsString(Map.of("api_key", apiKey)));
    }

    private HttpRequest.Builder form(Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return tokenRequest(body);
    }

    /** Sends a form to the token endpoint as it is. */
    public Answer form(String body) {
        return send(tokenRequest(body));
    }

    private HttpRequest.Builder tokenRequest(String body) {
        return request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create(
                        "http://localhost:"
                                + context.getEnvironment().getProperty("local.server.port")
                                + path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean isJson =
                    answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(
                    answer.statusCode(), json.readTree(isJson ? answer.body() : "{}"), answer);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The claims of a token, unchecked. */
    public JsonNode claims(String token) {
        return part(token, 1);
    }

    public JsonNode header(String token) {
        return part(token, 0);
    }

    private JsonNode part(String token, int index) {
        return json.readTree(
                Base64.getUrlDecoder().decode(Arrays.asList(token.split("\\.", 3)).get(index)));
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
