package io.tegata.simulator.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.simulator.RunningSimulator;
import io.tegata.storage.testing.TestDatabase;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Goal: the book is summed up exactly, however much has moved. */
class BookTotalsTest {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void sumsBeyond63BitsStayExact(@TempDir Path folder) {
        String url = TestDatabase.freshUrl();
        try (var bank = new RunningSimulator(url, folder)) {
            book(url, "s1", "sale");
            book(url, "s2", "sale");
            book(url, "c1", "capture");
            book(url, "r1", "refund");

            var moved = bank.book().path("by_currency").path("EUR");

            assertThat(moved.path("captured").bigIntegerValue())
                    .isEqualTo(MOST.multiply(BigInteger.valueOf(3)));
            assertThat(moved.path("refunded").bigIntegerValue()).isEqualTo(MOST);
        }
    }

    /** Straight into the table: through the API it would take a thousand charges. */
    private static void book(String url, String reference, String kind) {
        int booked =
                JdbcClient.create(new DriverManagerDataSource(url, "postgres", ""))
                        .sql(
                                """
                                INSERT INTO bank_operations (reference, charge_reference, kind, status, amount,
                                                             currency, content_hash, booked_at)
                                VALUES (:reference, :reference, :kind, 'approved', :amount, 'EUR', 'x', now())
                                """)
                        .param("reference", reference)
                        .param("kind", kind)
                        .param("amount", Long.MAX_VALUE)
                        .update();
        assertThat(booked).isEqualTo(1);
    }
}
