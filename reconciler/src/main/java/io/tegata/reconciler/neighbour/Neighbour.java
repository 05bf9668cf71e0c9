package io.tegata.reconciler.neighbour;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * One other service: JSON in and out. Members that we do not know are ignored, so that the other
 * side can be released first. Safe for use by many threads.
 */
final class Neighbour {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Reads an answer's body while it arrives. */
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    private final String name;
    private final RestClient calls;
    private final RestClient exports;
    private final JsonMapper json =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The second client is for exports, which take longer than a call. */
    Neighbour(String name, RestClient calls, RestClient exports) {
        this.name = name;
        this.calls = calls;
        this.exports = exports;
    }

    JsonMapper json() {
        return json;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    <T> T get(String path, Class<T> type) {
        try {
            byte[] answer =
                    calls.get()
                            .uri(path)
                            .accept(MediaType.APPLICATION_JSON)
                            .retrieve()
                            .body(byte[].class);
            return json.readValue(answer == null ? new byte[0] : answer, type);
        } catch (RestClientException | JacksonException failure) {
            throw broken(path, failure);
        }
    }

    <T> T post(String path, Object body, Class<T> type) {
        try {
            byte[] answer =
                    calls.post()
                            .uri(path)
                            .contentType(MediaType.APPLICATION_JSON)
                            .accept(MediaType.APPLICATION_JSON)
                            .body(json.writeValueAsBytes(body))
                            .retrieve()
                            .body(byte[].class);
            return json.readValue(answer == null ? new byte[0] : answer, type);
        } catch (RestClientException | JacksonException failure) {
            throw broken(path, failure);
        }
    }

    /** Hands out the body of a 200 as a stream; any other answer is broken. */
    <T> T export(String path, Instant settledAt, BodyReader<T> reader) {
        try {
            return exports.get()
                    .uri(path, time(settledAt))
                    .accept(MediaType.APPLICATION_NDJSON)
                    .exchangeForRequiredValue(
                            (_, answer) -> {
                                if (answer.getStatusCode().value() != 200) {
                                    throw new BrokenNeighbour(
                                            name
                                                    + " answered "
                                                    + answer.getStatusCode().value()
                                                    + " to "
                                                    + path);
                                }
                                return reader.read(answer.getBody());
                            });
        } catch (RestClientException failure) {
            throw broken(path, failure);
        }
    }

    private BrokenNeighbour broken(String path, Exception failure) {
        return new BrokenNeighbour(
                name + " gave no usable answer to " + path + ": " + failure.getMessage(), failure);
    }
}
