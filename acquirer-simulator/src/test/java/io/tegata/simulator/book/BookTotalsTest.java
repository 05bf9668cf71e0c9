package io.tegata.simulator.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.simulator.RunningSimulator;
import io.tegata.storage.Row;
import io.tegata.storage.testing.TestDatabase;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the book is summed up exactly, however much has moved. */
@Tag(TestDatabase.BOTH)
class BookTotalsTest {

    private static final Instant BOOKED = Instant.parse("2026-11-20T12:00:00Z");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void sumsBeyond63BitsStayExact(@TempDir Path folder) {
        try (var bank = new RunningSimulator(TestDatabase.freshArgument(), folder)) {
            book(bank, "s1", "sale");
            book(bank, "s2", "sale");
            book(bank, "c1", "capture");
            book(bank, "r1", "refund");

            var moved = bank.book().path("by_currency").path("EUR");

            assertThat(moved.path("captured").bigIntegerValue())
                    .isEqualTo(MOST.multiply(BigInteger.valueOf(3)));
            assertThat(moved.path("refunded").bigIntegerValue()).isEqualTo(MOST);
        }
    }

    /** Straight into the table: through the API it would take a thousand charges. */
    private static void book(RunningSimulator bank, String reference, String kind) {
        bank.transactions()
                .write(
                        "book-straight",
                        tx ->
                                tx.insert(
                                        Row.into("bank_operations")
                                                .set("reference", reference)
                                                .set("charge_reference", reference)
                                                .set("kind", kind)
                                                .set("status", "approved")
                                                .set("amount", Long.MAX_VALUE)
                                                .set("currency", "EUR")
                                                .set("content_hash", "x")
                                                .set("booked_at", BOOKED)));
    }
}
