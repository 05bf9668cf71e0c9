package io.tegata.simulator.book;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Why the bank takes a request no further; nothing was booked. */
enum Refusal {
    UNKNOWN_CARD_TOKEN(HttpStatus.UNPROCESSABLE_CONTENT),
    UNKNOWN_CHARGE(HttpStatus.NOT_FOUND),
    REFERENCE_REUSED(HttpStatus.CONFLICT),
    CHARGE_DECLINED(HttpStatus.UNPROCESSABLE_CONTENT),
    AMOUNT_EXCEEDS_REMAINING(HttpStatus.UNPROCESSABLE_CONTENT),
    AMOUNT_EXCEEDS_CAPTURED(HttpStatus.UNPROCESSABLE_CONTENT),
    NOTHING_TO_VOID(HttpStatus.UNPROCESSABLE_CONTENT);

    private final HttpStatus status;

    Refusal(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
