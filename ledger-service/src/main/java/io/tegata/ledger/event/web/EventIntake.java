package io.tegata.ledger.event.web;

import io.micrometer.tracing.Span;
import io.tegata.ledger.entry.Booking;
import io.tegata.ledger.entry.PostEntries;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.event.PaymentEvent.Operation;
import io.tegata.ledger.event.PaymentRules;
import io.tegata.ledger.event.web.EventReader.Reading;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes delivered events: reads them, books them together, and answers each at its place. */
@Component
final class EventIntake {

    private static final Logger log = LoggerFactory.getLogger(EventIntake.class);

    private final EventReader reader;
    private final PaymentRules rules;
    private final PostEntries postEntries;
    private final PaymentTraces traces;

    EventIntake(
            EventReader reader, PaymentRules rules, PostEntries postEntries, PaymentTraces traces) {
        this.reader = reader;
        this.rules = rules;
        this.postEntries = postEntries;
        this.traces = traces;
    }

    /** What became of one event. */
    record EventResult(String id, String status, @Nullable String code, @Nullable String detail) {}

    /** The events' results, and those of what was booked after them. */
    record Intake(List<EventResult> events, List<PostingResult> after) {}

    /** An event with what it means and the span that its booking takes. */
    private record Delivered(CloudEvent.Checked event, Reading reading, Span span) {}

    /** Books the events and then the rest, in one go: first things first, each by its key. */
    Intake take(List<CloudEvent.Checked> events, List<Booking> after) {
        List<Delivered> delivered =
                events.stream()
                        .map(event -> new Delivered(event, reader.read(event), traces.start(event)))
                        .toList();
        try {
            var bookings = new ArrayList<Booking>(events.size() + after.size());
            for (Delivered one : delivered) {
                if (one.reading instanceof Reading.Known(var event)) {
                    bookings.add(rules.bookingFor(event));
                }
            }
            bookings.addAll(after);
            Iterator<PostingResult> posted = postEntries.post(bookings).iterator();
            var results = new ArrayList<EventResult>(events.size());
            delivered.forEach(one -> results.add(answer(one, posted)));
            var rest = new ArrayList<PostingResult>();
            posted.forEachRemaining(rest::add);
            return new Intake(results, rest);
        } finally {
            delivered.forEach(one -> one.span.end());
        }
    }

    private EventResult answer(Delivered one, Iterator<PostingResult> posted) {
        EventResult result =
                switch (one.reading) {
                    case Reading.Known _ -> result(one.event.id(), posted.next());
                    case Reading.Ignored _ ->
                            new EventResult(one.event.id(), "ignored", null, null);
                    case Reading.Invalid(var code, var detail) ->
                            new EventResult(one.event.id(), "refused", code, detail);
                };
        traces.within(one.span, () -> report(one, result));
        return result;
    }

    private static EventResult result(String id, PostingResult posted) {
        return switch (posted) {
            case PostingResult.Posted _ -> new EventResult(id, "posted", null, null);
            case PostingResult.Replayed _ -> new EventResult(id, "replayed", null, null);
            case PostingResult.Refused(var code, var detail) ->
                    new EventResult(id, "refused", code.code(), detail);
        };
    }

    private static void report(Delivered one, EventResult result) {
        if (result.code != null) {
            log.atWarn()
                    .addKeyValue("event_id", result.id)
                    .addKeyValue("code", result.code)
                    .log("refused {}: {}", one.event.type(), result.detail);
        } else if (result.status.equals("posted")
                && one.reading instanceof Reading.Known(var event)) {
            Operation operation = event.operation();
            log.atInfo()
                    .addKeyValue("payment_id", operation.paymentId())
                    .addKeyValue("operation_id", operation.id())
                    .log("booked {} of {}", one.event.type(), operation.paymentId());
        }
    }
}
