package io.tegata.ledger.settlement.web;

import io.tegata.common.problem.ProblemException;
import io.tegata.ledger.LedgerError;
import io.tegata.ledger.entry.Booking;
import io.tegata.ledger.entry.PostEntries;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.rest.Input;
import io.tegata.ledger.settlement.SettlementRule;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Books lines of acquirers' settlement files. */
@RestController
final class SettlementLinesController {

    private final SettlementRule rule;
    private final PostEntries postEntries;

    SettlementLinesController(SettlementRule rule, PostEntries postEntries) {
        this.rule = rule;
        this.postEntries = postEntries;
    }

    record SettlementLines(@Nullable List<@Nullable LineRequest> lines) {}

    record LineResult(long lineNo, String status, @Nullable String code, @Nullable String detail) {}

    record LineResults(List<LineResult> results) {}

    /** A line as it came: what it books, or why it cannot be booked. */
    private sealed interface Reading {

        record Bookable(Booking booking) implements Reading {}

        record Refusal(String code, String detail) implements Reading {}
    }

    /** Books the lines together; one that is refused fails alone. */
    @PostMapping("/internal/v1/settlement_lines")
    LineResults post(@RequestBody SettlementLines request) {
        List<@Nullable LineRequest> given = Input.batch("/lines", request.lines());
        var numbers = new ArrayList<Long>(given.size());
        var readings = new ArrayList<Reading>(given.size());
        for (int i = 0; i < given.size(); i++) {
            String pointer = "/lines/" + i;
            LineRequest line = Input.required(pointer, given.get(i));
            numbers.add(line.number(pointer));
            readings.add(read(pointer, line));
        }
        Iterator<PostingResult> posted =
                postEntries
                        .post(
                                readings.stream()
                                        .filter(Reading.Bookable.class::isInstance)
                                        .map(reading -> ((Reading.Bookable) reading).booking())
                                        .toList())
                        .iterator();
        var results = new ArrayList<LineResult>(readings.size());
        for (int i = 0; i < readings.size(); i++) {
            long number = numbers.get(i);
            results.add(
                    switch (readings.get(i)) {
                        case Reading.Bookable _ -> result(number, posted.next());
                        case Reading.Refusal(var code, var detail) ->
                                new LineResult(number, "refused", code, detail);
                    });
        }
        return new LineResults(results);
    }

    private Reading read(String pointer, LineRequest line) {
        try {
            return rule.bookingFor(line.checked(pointer))
                    .<Reading>map(Reading.Bookable::new)
                    .orElseGet(
                            () ->
                                    new Reading.Refusal(
                                            LedgerError.NOTHING_TO_BOOK.code(),
                                            "gross and fee are zero"));
        } catch (ProblemException invalid) {
            return new Reading.Refusal(invalid.problem().code(), invalid.problem().detail());
        }
    }

    private static LineResult result(long lineNo, PostingResult result) {
        return switch (result) {
            case PostingResult.Posted _ -> new LineResult(lineNo, "posted", null, null);
            case PostingResult.Replayed _ -> new LineResult(lineNo, "replayed", null, null);
            case Refused(var code, var detail) ->
                    new LineResult(lineNo, "refused", code.code(), detail);
        };
    }
}
