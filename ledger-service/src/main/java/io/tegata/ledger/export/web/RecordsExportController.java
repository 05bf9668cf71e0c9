package io.tegata.ledger.export.web;

import io.tegata.common.service.Export;
import io.tegata.ledger.export.BookedRecord;
import io.tegata.ledger.export.BookedRecords;
import io.tegata.ledger.rest.Input;
import io.tegata.ledger.rest.Times;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Streams what was booked, for reconciliation. */
@RestController
final class RecordsExportController {

    private final BookedRecords records;
    private final JsonMapper json;

    RecordsExportController(BookedRecords records, JsonMapper json) {
        this.records = records;
        this.json = json;
    }

    record RecordLine(
            String operationId,
            String rule,
            String recordId,
            String kind,
            @Nullable String merchantId,
            @Nullable String paymentId,
            long amount,
            String currency,
            String sourceAt,
            String bookedAt) {

        static RecordLine of(BookedRecord booked) {
            return new RecordLine(
                    booked.operationId(),
                    booked.rule(),
                    booked.recordId(),
                    booked.kind(),
                    booked.merchantId(),
                    booked.paymentId(),
                    booked.amount(),
                    booked.currency(),
                    Times.text(booked.sourceAt()),
                    Times.text(booked.bookedAt()));
        }
    }

    @GetMapping("/internal/v1/exports/records")
    void records(
            @RequestParam(name = "settled_at", required = false) @Nullable String settledAt,
            HttpServletResponse response)
            throws IOException {
        Instant until = Input.time("/settled_at", Input.required("/settled_at", settledAt));
        response.setContentType(Export.MEDIA_TYPE);
        Export.write(
                response.getOutputStream(),
                json,
                lines -> records.upTo(until, booked -> lines.accept(RecordLine.of(booked))));
    }
}
