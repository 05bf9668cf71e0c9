package io.tegata.ledger.event.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tegata.ledger.rest.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A CloudEvent 1.0 in its JSON form; attributes that the ledger does not need are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CloudEvent(
        @Nullable String specversion,
        @Nullable String id,
        @Nullable String type,
        @Nullable Instant time,
        @Nullable String traceparent,
        @Nullable JsonNode data) {

    private static final String VERSION = "1.0";
    private static final int MAX_TEXT = 255;

    /** An event whose envelope is whole. */
    record Checked(
            String id,
            String type,
            Instant time,
            @Nullable String traceparent,
            @Nullable JsonNode data) {}

    /**
     * The events of a batch; 400 when one has no whole envelope, for then no answer could name it.
     */
    static List<Checked> checked(String pointer, @Nullable List<@Nullable CloudEvent> events) {
        List<@Nullable CloudEvent> batch = Input.batch(pointer, events);
        var checked = new ArrayList<Checked>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            String at = pointer + "/" + i;
            checked.add(Input.required(at, batch.get(i)).checked(at));
        }
        return List.copyOf(checked);
    }

    private Checked checked(String pointer) {
        if (!VERSION.equals(specversion)) {
            throw Input.invalid(pointer + "/specversion", "1.0");
        }
        return new Checked(
                text(pointer + "/id", id),
                text(pointer + "/type", type),
                Input.time(pointer + "/time", time),
                traceparent,
                data);
    }

    private static String text(String pointer, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > MAX_TEXT) {
            throw Input.invalid(pointer, "1 to " + MAX_TEXT + " characters");
        }
        return value;
    }
}
