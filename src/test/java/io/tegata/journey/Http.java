package io.tegata.journey;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plain HTTP, as a merchant's program would send it. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An answer: its status, headers and body as they came. */
    record Answer(int status, String body, HttpHeaders headers) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** A member by JSON pointer, as text; empty where there is none. */
        String at(String pointer) {
            JsonNode node = json().at(pointer);
            return node.isMissingNode() || node.isNull() ? "" : node.asString();
        }

        long number(String pointer) {
            return json().at(pointer).longValue();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private Http() {}

    static Answer get(String url, Map<String, String> headers) {
        return send(request(url, headers).GET().build());
    }

    static Answer post(String url, Map<String, String> headers, String contentType, String body) {
        return send(
                request(url, headers)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    static boolean isOk(String url) {
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(URI.create(url))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private static HttpRequest.Builder request(String url, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(40));
        headers.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException failure) {
            return new Answer(0, failure.toString(), HttpHeaders.of(Map.of(), (_, _) -> true));
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
