package io.tegata.reconciler.custody;

import java.time.Instant;
import java.time.LocalDate;

/** What a file says of itself; everything booked before the cut is in it or in an earlier one. */
record FileHeader(String layout, long sequence, LocalDate businessDate, Instant cut) {

    String fileName() {
        return layout + "-" + businessDate + "-" + sequence + ".csv";
    }
}
