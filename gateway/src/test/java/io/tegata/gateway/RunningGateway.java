package io.tegata.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real gateway on a free port, and an HTTP client for it that follows no redirect. */
public final class RunningGateway implements AutoCloseable {

    public final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    public RunningGateway(String... settings) {
        context = GatewayService.start(settings);
    }

    /** An answer, with its body read as JSON where it is some. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        public String text(String field) {
            return body.path(field).asString("");
        }

        public String header(String name) {
            return String.join("|", raw.headers().allValues(name));
        }
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return send(request.GET());
    }

    public Answer post(String path, HttpRequest.BodyPublisher body, String... headers) {
        return send(request(path, headers).POST(body));
    }

    public Answer post(String path, String body, String... headers) {
        return post(path, BodyPublishers.ofString(body), headers);
    }

    /** A whole answer, as it came: its head, an empty line, its body. */
    public record RawAnswer(int status, String head, JsonNode body) {
        public String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** Sends bytes as they are, which no HTTP library would do; they must ask to close. */
    public RawAnswer raw(byte[] request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(request);
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            String head = answer.substring(0, end);
            boolean isJson = head.contains("json");
            // From brace to brace: the body may come in a chunk, between its length and a zero.
            String body =
                    isJson
                            ? answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1)
                            : "{}";
            return new RawAnswer(
                    Integer.parseInt(head.substring("HTTP/1.1 ".length()).substring(0, 3)),
                    head,
                    json.readTree(body));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public int port() {
        return Integer.parseInt(
                String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
