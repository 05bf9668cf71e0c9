package io.tegata.ledger.settlement.web;

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
import java.util.Optional;
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

    @PostMapping("/internal/v1/settlement_lines")
    LineResults post(@RequestBody SettlementLines request) {
        List<@Nullable LineRequest> given = Input.batch("/lines", request.lines());
        var lines = new ArrayList<LineRequest>(given.size());
        var bookings = new ArrayList<Optional<Booking>>(given.size());
        for (int i = 0; i < given.size(); i++) {
            String pointer = "/lines/" + i;
            LineRequest line = Input.required(pointer, given.get(i));
            lines.add(line);
            bookings.add(rule.bookingFor(line.checked(pointer)));
        }
        Iterator<PostingResult> posted =
                postEntries.post(bookings.stream().flatMap(Optional::stream).toList()).iterator();
        var results = new ArrayList<LineResult>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            PostingResult result =
                    bookings.get(i).isPresent()
                            ? posted.next()
                            : new Refused(LedgerError.NOTHING_TO_BOOK, "gross and fee are zero");
            results.add(result(lines.get(i).number(), result));
        }
        return new LineResults(results);
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
