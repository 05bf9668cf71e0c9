package io.tegata.simulator.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A file whose lines are decided; it may or may not be in the folder yet.
 *
 * @param layout the acquirer's name
 * @param sequence 1, 2, 3 … without a gap
 * @param cut everything booked before it is in this file or in an earlier one
 * @param lines how many lines it has, at least 1
 */
record SettlementFile(String layout, long sequence, Instant cut, long lines) {

    LocalDate businessDate() {
        return LocalDate.ofInstant(cut, ZoneOffset.UTC);
    }

    String name() {
        return layout + "-" + businessDate() + "-" + sequence + ".csv";
    }
}
