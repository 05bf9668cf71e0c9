package io.tegata.ledger.entry;

import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static io.tegata.ledger.account.AccountType.AUTH_MEMO;
import static io.tegata.ledger.account.AccountType.MERCHANT_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.ledger.LedgerError;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: a list is booked in one go, a repeat changes nothing, and what is refused fails alone. */
@Tag(TestDatabase.BOTH)
class PostEntriesTest {

    private static final RunningLedger LEDGER = RunningLedger.shared();

    private final Events events = new Events("EUR");

    private static void assertRefused(PostingResult result, LedgerError code, String detail) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.detail()).contains(detail);
                        });
    }

    private long pending() {
        return LEDGER.posted(events.merchant(), MERCHANT_PENDING, "EUR");
    }

    @Test
    void anEmptyListIsNoWork() {
        assertThat(LEDGER.book(List.<PaymentEvent>of())).isEmpty();
    }

    @Test
    void aRepeatAnswersWithTheFirstRecordAndChangesNothing() {
        PostingResult first = LEDGER.book(events.sold("s", 1_000));
        PostingResult second = LEDGER.book(events.sold("s", 1_000));
        assertThat(second).isEqualTo(new Replayed(((Posted) first).recordId()));
        assertThat(pending()).isEqualTo(971);
    }

    @Test
    void everyRepeatOfALifeIsReplayedEvenWhenItsHoldIsUsedUp() {
        List<PaymentEvent> life =
                List.of(
                        events.authorized("a", 1_000),
                        events.captured("c", 700, "a", 0),
                        events.voided("v", 300, "a"),
                        events.refundAsked("r1", 100),
                        events.refundSucceeded("r1", 100),
                        events.refundAsked("r2", 50),
                        events.refundFailed("r2", 50));
        assertThat(LEDGER.book(life)).allMatch(Posted.class::isInstance);
        assertThat(LEDGER.book(life)).allMatch(Replayed.class::isInstance);
        assertThat(pending()).isEqualTo(700 - 20 - 100);
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "EUR")).isZero();
    }

    @Test
    void theSameKeyWithOtherFactsIsRefusedAndTheDifferenceNamed() {
        assertThat(LEDGER.book(events.authorized("a", 5_000))).isInstanceOf(Posted.class);
        assertThat(LEDGER.book(events.captured("c", 1_000, "a", 0))).isInstanceOf(Posted.class);
        assertRefused(
                LEDGER.book(events.captured("c", 1_001, "a", 0)),
                LedgerError.POSTING_KEY_CONFLICT,
                "another amount");
        assertRefused(
                LEDGER.book(events.sold("c", 1_000)),
                LedgerError.POSTING_KEY_CONFLICT,
                "another authorization_id");
        assertRefused(
                LEDGER.book(events.captured("c", 1_000, "a", 1)),
                LedgerError.POSTING_KEY_CONFLICT,
                "another released_amount");
        assertThat(pending()).isEqualTo(971);
    }

    @Test
    void aRepeatWithinOneListMeetsTheFirst() {
        List<PostingResult> results =
                LEDGER.book(
                        List.of(
                                events.sold("s", 1_000),
                                events.sold("s", 1_000),
                                events.sold("s", 999)));
        assertThat(results.get(0)).isInstanceOf(Posted.class);
        assertThat(results.get(1)).isInstanceOf(Replayed.class);
        assertRefused(results.get(2), LedgerError.POSTING_KEY_CONFLICT, "another amount");
        assertThat(pending()).isEqualTo(971);
    }

    @Test
    void whatIsRefusedFailsAloneAndMayComeAgain() {
        List<PostingResult> results =
                LEDGER.book(
                        List.of(
                                events.sold("s1", 1_000),
                                events.captured("c", 100, "missing", 0),
                                events.refundAsked("r", 50_000),
                                events.sold("s2", 1_000)));
        assertThat(results.get(0)).isInstanceOf(Posted.class);
        assertRefused(results.get(1), LedgerError.AUTHORIZATION_NOT_FOUND, "holds nothing");
        assertRefused(results.get(2), LedgerError.INSUFFICIENT_FUNDS, "below its floor");
        assertThat(results.get(3)).isInstanceOf(Posted.class);
        assertThat(pending()).isEqualTo(2 * 971);
        assertThat(LEDGER.held(events.merchant(), MERCHANT_PENDING, "EUR")).isZero();

        assertThat(LEDGER.book(events.authorized("missing", 100))).isInstanceOf(Posted.class);
        assertThat(LEDGER.book(events.captured("c", 100, "missing", 0))).isInstanceOf(Posted.class);
    }

    @Test
    void whenALimitIsHitTheListIsDecidedInTheOrderOfArrival() {
        assertThat(LEDGER.book(events.sold("s", 1_000))).isInstanceOf(Posted.class);
        long available = 971 + RunningLedger.OVERDRAFT;
        List<PostingResult> results =
                LEDGER.book(
                        List.of(
                                events.refundAsked("r1", available - 10),
                                events.refundAsked("r2", 11),
                                events.refundAsked("r3", 10),
                                events.refundAsked("r4", 1)));
        assertThat(results.get(0)).isInstanceOf(Posted.class);
        assertThat(results.get(1)).isInstanceOf(Refused.class);
        assertThat(results.get(2)).isInstanceOf(Posted.class);
        assertThat(results.get(3)).isInstanceOf(Refused.class);
    }

    @Test
    void aListMayUseWhatItPlacedItself() {
        assertThat(
                        LEDGER.book(
                                List.of(
                                        events.authorized("a", 900),
                                        events.captured("c1", 400, "a", 0),
                                        events.captured("c2", 500, "a", 0),
                                        events.refundAsked("r", 900))))
                .allMatch(Posted.class::isInstance);
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "EUR")).isZero();
        assertThat(LEDGER.held(events.merchant(), MERCHANT_PENDING, "EUR")).isEqualTo(900);
    }

    @Test
    void whatAListLeavesOfItsOwnHoldIsThereForTheNext() {
        assertThat(
                        LEDGER.book(
                                List.of(
                                        events.authorized("a", 900),
                                        events.captured("c1", 400, "a", 0),
                                        events.captured("c2", 300, "a", 0))))
                .allMatch(Posted.class::isInstance);
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "EUR")).isEqualTo(200);
        assertRefused(
                LEDGER.book(events.voided("v1", 201, "a")),
                LedgerError.HOLD_EXCEEDED,
                "2.00 EUR of the hold remain");
        assertThat(LEDGER.book(events.voided("v2", 200, "a"))).isInstanceOf(Posted.class);
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "EUR")).isZero();
        assertThat(LEDGER.driftingAccounts()).isZero();
    }

    @Test
    void aListLongerThanADatabaseTransactionGoesOnWhereItWasCut() {
        var life = new ArrayList<PaymentEvent>();
        life.add(events.authorized("a", 10_000));
        for (int i = 0; i < PostEntries.MAX_AT_ONCE; i++) {
            life.add(events.captured("c" + i, 100, "a", 0));
        }
        life.add(events.voided("v", 10_000 - 100 * PostEntries.MAX_AT_ONCE, "a"));
        assertThat(LEDGER.book(life)).allMatch(Posted.class::isInstance);
        assertThat(LEDGER.book(life)).allMatch(Replayed.class::isInstance);
        assertThat(pending()).isEqualTo(97 * PostEntries.MAX_AT_ONCE);
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "EUR")).isZero();
    }

    @Test
    void twoOfAListCannotTakeTheSameHold() {
        List<PostingResult> results =
                LEDGER.book(
                        List.of(
                                events.authorized("a", 900),
                                events.captured("c1", 500, "a", 0),
                                events.captured("c2", 500, "a", 0),
                                events.voided("v", 400, "a")));
        assertThat(results.get(1)).isInstanceOf(Posted.class);
        assertRefused(results.get(2), LedgerError.HOLD_EXCEEDED, "4.00 EUR of the hold remain");
        assertThat(results.get(3)).isInstanceOf(Posted.class);
        assertThat(LEDGER.held(events.merchant(), AUTH_MEMO, "EUR")).isZero();
    }

    @Test
    void aListOfTheLargestSizeAddsUp() {
        int size = TestDatabase.scaled(256);
        var sales = new ArrayList<PaymentEvent>();
        for (int i = 0; i < size; i++) {
            sales.add(events.sold("s" + i, 1_000));
        }
        assertThat(LEDGER.book(sales)).allMatch(Posted.class::isInstance);
        assertThat(pending()).isEqualTo(size * 971L);
        assertThat(LEDGER.posted(events.acquirer(), ACQUIRER_RECEIVABLE, "EUR"))
                .isEqualTo(size * 1_000L);
    }

    @Test
    void theBooksAreWholeAfterAllThis() {
        assertThat(LEDGER.differences().values()).allMatch(BigInteger.ZERO::equals);
        assertThat(LEDGER.driftingAccounts()).isZero();
        assertThat(LEDGER.recordsOfNothing()).isZero();
    }
}
