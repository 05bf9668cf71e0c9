package io.tegata.ledger.event.web;

import io.tegata.ledger.event.web.EventIntake.EventResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes batches of CloudEvents. */
@RestController
final class EventsController {

    private static final String BATCH = "application/cloudevents-batch+json";

    private final EventIntake intake;

    EventsController(EventIntake intake) {
        this.intake = intake;
    }

    record EventResults(List<EventResult> results) {}

    @PostMapping(path = "/internal/v1/events", consumes = BATCH)
    EventResults take(@RequestBody List<@Nullable CloudEvent> events) {
        return new EventResults(intake.take(CloudEvent.checked("", events), List.of()).events());
    }
}
