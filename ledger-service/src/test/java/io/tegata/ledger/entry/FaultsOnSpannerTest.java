package io.tegata.ledger.entry;

import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static io.tegata.ledger.account.AccountType.MERCHANT_PENDING;
import static io.tegata.storage.spanner.fixture.Fault.aborted;
import static io.tegata.storage.spanner.fixture.Fault.answerLost;
import static io.tegata.storage.spanner.fixture.Fault.cutAfter;
import static io.tegata.storage.spanner.fixture.Fault.cutBefore;
import static io.tegata.storage.spanner.fixture.Fault.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.account.Balance;
import io.tegata.ledger.entry.PostingResult.Posted;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.entry.PostingResult.Replayed;
import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.event.PaymentRules;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.LedgerOnFixture;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.CommitUnknown;
import io.tegata.storage.StorageBusy;
import io.tegata.storage.Transactions;
import io.tegata.storage.spanner.fixture.Fault;
import io.tegata.storage.spanner.fixture.Faults;
import io.tegata.storage.spanner.fixture.Rpc;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever goes wrong between the real driver and Spanner, and whoever writes at the same
 * time, a posting is there once and whole, or not at all and may come again. On the fixture only.
 */
class FaultsOnSpannerTest {

    private static final int WRITERS = 16;

    /** How often a writer that is told "busy" comes again, as payment-service's relay does. */
    private static final int MAX_TRIES = 50;

    private static LedgerOnFixture onFixture;
    private static RunningLedger ledger;

    private final Events events = new Events("EUR");

    @BeforeAll
    static void start() {
        onFixture = new LedgerOnFixture();
        ledger = onFixture.ledger();
    }

    @AfterAll
    static void stop() {
        onFixture.close();
    }

    /** Nothing half, nothing twice, nothing open, and every fault has met its call. */
    @AfterEach
    void theBooksAreWhole() {
        assertThat(faults().waiting()).isZero();
        assertThat(onFixture.fixture().openTransactions()).isZero();
        assertThat(ledger.differences().values()).allMatch(BigInteger.ZERO::equals);
        assertThat(ledger.driftingAccounts()).isZero();
        assertThat(ledger.recordsOfNothing()).isZero();
    }

    private static Faults faults() {
        return onFixture.fixture().faults();
    }

    /** So that what follows is one database transaction. */
    private void openTheAccounts() {
        assertThat(ledger.book(List.of(events.sold("first", 1_000), events.authorized("b", 1))))
                .allMatch(Posted.class::isInstance);
    }

    private long pending() {
        return ledger.posted(events.merchant(), MERCHANT_PENDING, "EUR");
    }

    /** An engine of its own takes no turns with the others, as another instance does not. */
    private static PostEntries engine() {
        return new PostEntries(
                ledger.bean(Transactions.class),
                ledger.bean(Accounts.class),
                ledger.bean(Books.class));
    }

    private static List<PostingResult> insist(PostEntries engine, List<PaymentEvent> list) {
        var rules = ledger.bean(PaymentRules.class);
        StorageBusy busy = null;
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            try {
                return engine.post(list.stream().map(rules::bookingFor).toList());
            } catch (StorageBusy again) {
                busy = again;
            }
        }
        throw new AssertionError("busy " + MAX_TRIES + " times", busy);
    }

    private static List<PostingResult> together(List<List<PaymentEvent>> lists) throws Exception {
        var results = new ArrayList<PostingResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<PostingResult>>> work =
                    lists.stream()
                            .<Callable<List<PostingResult>>>map(
                                    list -> {
                                        PostEntries engine = engine();
                                        return () -> insist(engine, list);
                                    })
                            .toList();
            for (Future<List<PostingResult>> done : threads.invokeAll(work)) {
                results.addAll(done.get());
            }
        }
        return results;
    }

    @Test
    void sixteenWritersOfOneLimitedAccountSpendWhatIsThereAndNoMore() throws Exception {
        assertThat(ledger.book(events.sold("s", 1_000))).isInstanceOf(Posted.class);
        long affordable = (971 + RunningLedger.OVERDRAFT) / 100;

        List<PostingResult> results =
                together(
                        IntStream.range(0, WRITERS)
                                .mapToObj(
                                        writer ->
                                                List.<PaymentEvent>of(
                                                        events.refundAsked("a" + writer, 100),
                                                        events.refundAsked("b" + writer, 100)))
                                .toList());

        assertThat(results).filteredOn(Posted.class::isInstance).hasSize((int) affordable);
        assertThat(results)
                .filteredOn(Refused.class::isInstance)
                .hasSize(2 * WRITERS - (int) affordable);
        Balance left = ledger.balances(events.merchant(), "EUR").get(MERCHANT_PENDING);
        assertThat(left).isEqualTo(new Balance(971, affordable * 100, -RunningLedger.OVERDRAFT));
    }

    @Test
    void sixteenWritersOfTheSameSalesBookEachOnceWhileEveryFifthCommitIsAborted() throws Exception {
        assertThat(ledger.book(events.sold("first", 1_000))).isInstanceOf(Posted.class);
        everyFifthCommitIsAborted(20);

        // Writers 0 and 1, 2 and 3 … send the same sales.
        List<PostingResult> results =
                together(
                        IntStream.range(0, WRITERS)
                                .mapToObj(
                                        writer ->
                                                IntStream.range(0, 4)
                                                        .<PaymentEvent>mapToObj(
                                                                i ->
                                                                        events.sold(
                                                                                writer / 2
                                                                                        + "_"
                                                                                        + i,
                                                                                1_000))
                                                        .toList())
                                .toList());
        faults().clear();

        assertThat(abortedCommits()).isGreaterThanOrEqualTo(3);
        int sales = WRITERS / 2 * 4;
        assertThat(results).filteredOn(Posted.class::isInstance).hasSize(sales);
        assertThat(results).filteredOn(Replayed.class::isInstance).hasSize(sales);
        assertThat(pending()).isEqualTo((sales + 1) * 971L);
        assertThat(ledger.posted(events.acquirer(), ACQUIRER_RECEIVABLE, "EUR"))
                .isEqualTo((sales + 1) * 1_000L);
    }

    @Test
    void everyFifthCommitAbortedIsNothingThatACallerSees() {
        everyFifthCommitIsAborted(5);
        for (int i = 0; i < 20; i++) {
            assertThat(ledger.book(events.sold("s" + i, 1_000))).isInstanceOf(Posted.class);
        }
        faults().clear();
        assertThat(pending()).isEqualTo(20 * 971);
        assertThat(abortedCommits()).isGreaterThanOrEqualTo(4);
    }

    private static long abortedCommits() {
        return onFixture.fixture().roundTrips().count(Rpc.COMMIT, Status.Code.ABORTED);
    }

    private static void everyFifthCommitIsAborted(int times) {
        onFixture.fixture().roundTrips().reset();
        for (int i = 0; i < times; i++) {
            faults().next(4, Rpc.COMMIT, Fault.delayed(Duration.ZERO));
            faults().next(Rpc.COMMIT, aborted());
        }
    }

    /** What the driver itself repairs: the caller is answered as if nothing had happened. */
    static Stream<Arguments> repaired() {
        return Stream.of(Rpc.EXECUTE_STREAMING_SQL, Rpc.EXECUTE_BATCH_DML, Rpc.COMMIT)
                .flatMap(
                        rpc ->
                                Stream.of(
                                                refused(Status.Code.UNAVAILABLE),
                                                answerLost(Status.Code.UNAVAILABLE),
                                                cutBefore(),
                                                cutAfter(),
                                                aborted())
                                        .map(fault -> Arguments.of(rpc, fault)));
    }

    @ParameterizedTest
    @MethodSource("repaired")
    void aPostingIsBookedOnceThroughAFaultOfOneCall(Rpc rpc, Fault fault) {
        openTheAccounts();

        faults().next(rpc, fault);
        PostingResult told = ledger.book(events.sold("s", 1_000));

        assertThat(told).isInstanceOf(Posted.class);
        assertThat(pending()).isEqualTo(2 * 971);
        assertThat(ledger.book(events.sold("s", 1_000)))
                .isEqualTo(new Replayed(((Posted) told).recordId()));
        assertThat(pending()).isEqualTo(2 * 971);
    }

    /** A hold that is placed, and one that is posted, alike. */
    @ParameterizedTest
    @MethodSource("repaired")
    void aRefundIsHeldAndPostedOnceThroughAFaultOfOneCall(Rpc rpc, Fault fault) {
        openTheAccounts();
        for (PaymentEvent event :
                List.of(events.refundAsked("r", 100), events.refundSucceeded("r", 100))) {
            faults().next(rpc, fault);
            assertThat(ledger.book(event)).isInstanceOf(Posted.class);
            assertThat(ledger.book(event)).isInstanceOf(Replayed.class);
        }
        assertThat(pending()).isEqualTo(871);
        assertThat(ledger.held(events.merchant(), MERCHANT_PENDING, "EUR")).isZero();
    }

    @Test
    void aCommitWhoseAnswerNeverCameIsUnknownAndItsRepeatIsReplayed() {
        openTheAccounts();
        faults().next(Rpc.COMMIT, answerLost(Status.Code.DEADLINE_EXCEEDED));
        assertThatThrownBy(() -> ledger.book(life())).isInstanceOf(CommitUnknown.class);
        assertThat(ledger.book(life())).allMatch(Replayed.class::isInstance);
        assertThat(pending()).isEqualTo(2 * 971);
    }

    @Test
    void aCommitThatNeverArrivedIsUnknownAndItsRepeatIsPosted() {
        openTheAccounts();
        faults().next(Rpc.COMMIT, refused(Status.Code.DEADLINE_EXCEEDED));
        assertThatThrownBy(() -> ledger.book(life())).isInstanceOf(CommitUnknown.class);
        assertThat(pending()).isEqualTo(971);
        assertThat(ledger.book(life())).allMatch(Posted.class::isInstance);
        assertThat(pending()).isEqualTo(2 * 971);
    }

    /** A sale by authorization and two captures, in one list. */
    private List<PaymentEvent> life() {
        return List.of(
                events.authorized("a", 1_000),
                events.captured("c1", 600, "a", 0),
                events.captured("c2", 400, "a", 0));
    }

    @Test
    void accountsWhoseOpeningIsUnknownAreFoundWhenTheyAreNeededAgain() {
        faults().next(Rpc.COMMIT, answerLost(Status.Code.DEADLINE_EXCEEDED));
        assertThatThrownBy(() -> ledger.book(events.sold("s", 1_000)))
                .isInstanceOf(CommitUnknown.class);
        assertThat(ledger.book(events.sold("s", 1_000))).isInstanceOf(Posted.class);
        assertThat(pending()).isEqualTo(971);
        assertThat(ledger.balances(events.merchant(), "EUR")).hasSize(1);
    }
}
