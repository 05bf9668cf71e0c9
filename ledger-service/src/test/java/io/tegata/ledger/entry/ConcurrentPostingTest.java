package io.tegata.ledger.entry;

import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static io.tegata.ledger.account.AccountType.FEE_INCOME;
import static io.tegata.ledger.account.AccountType.MERCHANT_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.entry.PostingResult.Posted;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.entry.PostingResult.Replayed;
import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.testing.TestDatabase;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: sixteen writers of two instances on one merchant, each item sent twice: totals exact to the
 * unit, and no writer gets past the floor.
 */
@Tag(TestDatabase.BOTH)
class ConcurrentPostingTest {

    private static final int WRITERS = 16;
    private static final int SALES_EACH = TestDatabase.scaled(20);

    private static final String DATABASE = TestDatabase.freshArgument();
    private static final RunningLedger ONE = RunningLedger.on(DATABASE);

    /** The Spanner driver shares one client among equal URLs; this instance has its own. */
    private static final RunningLedger OTHER =
            RunningLedger.on(DATABASE, "--tegata.spanner.properties=;numChannels=2");

    @AfterAll
    static void stop() {
        ONE.close();
        OTHER.close();
    }

    private static RunningLedger instance(int number) {
        return number % 2 == 0 ? ONE : OTHER;
    }

    private static List<PostingResult> together(List<Callable<List<PostingResult>>> work)
            throws InterruptedException, ExecutionException {
        var results = new ArrayList<PostingResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<PostingResult>> done : threads.invokeAll(work)) {
                results.addAll(done.get());
            }
        }
        return results;
    }

    @Test
    void eachSaleIsBookedOnceHoweverManySendIt() throws Exception {
        var events = new Events("EUR");
        // Writers 0 and 1, 2 and 3 … send the same sales, each pair through both instances.
        List<PostingResult> results =
                together(
                        IntStream.range(0, WRITERS)
                                .<Callable<List<PostingResult>>>mapToObj(
                                        writer -> () -> sell(events, writer))
                                .toList());

        int sales = WRITERS / 2 * SALES_EACH;
        assertThat(results).filteredOn(Posted.class::isInstance).hasSize(sales);
        assertThat(results).filteredOn(Replayed.class::isInstance).hasSize(sales);
        assertThat(ONE.posted(events.merchant(), MERCHANT_PENDING, "EUR")).isEqualTo(sales * 971L);
        assertThat(ONE.posted(events.acquirer(), ACQUIRER_RECEIVABLE, "EUR"))
                .isEqualTo(sales * 1_000L);
        assertThat(ONE.posted(AccountKey.PLATFORM, FEE_INCOME, "EUR")).isEqualTo(sales * 29L);
        assertWhole();
    }

    private static List<PostingResult> sell(Events events, int writer) {
        var results = new ArrayList<PostingResult>();
        for (int i = 0; i < SALES_EACH; i++) {
            results.add(instance(writer).book(events.sold("s" + writer / 2 + "_" + i, 1_000)));
        }
        return results;
    }

    @Test
    void noTwoRefundsSpendTheSameMoney() throws Exception {
        var events = new Events("USD");
        assertThat(ONE.book(events.sold("s", 1_000))).isInstanceOf(Posted.class);
        long affordable = (971 + RunningLedger.OVERDRAFT) / 100;
        List<PostingResult> results =
                together(
                        IntStream.range(0, WRITERS)
                                .<Callable<List<PostingResult>>>mapToObj(
                                        writer ->
                                                () ->
                                                        instance(writer)
                                                                .book(
                                                                        List.<PaymentEvent>of(
                                                                                events.refundAsked(
                                                                                        "a"
                                                                                                + writer,
                                                                                        100),
                                                                                events.refundAsked(
                                                                                        "b"
                                                                                                + writer,
                                                                                        100))))
                                .toList());
        assertThat(results).filteredOn(Posted.class::isInstance).hasSize((int) affordable);
        assertThat(results)
                .filteredOn(Refused.class::isInstance)
                .hasSize(2 * WRITERS - (int) affordable);
        assertThat(ONE.held(events.merchant(), MERCHANT_PENDING, "USD"))
                .isEqualTo(affordable * 100);
        assertWhole();
    }

    private static void assertWhole() {
        assertThat(ONE.differences().values()).allMatch(BigInteger.ZERO::equals);
        assertThat(ONE.driftingAccounts()).isZero();
    }
}
