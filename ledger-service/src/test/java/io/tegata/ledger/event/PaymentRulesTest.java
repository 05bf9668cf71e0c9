package io.tegata.ledger.event;

import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static io.tegata.ledger.account.AccountType.AUTH_MEMO;
import static io.tegata.ledger.account.AccountType.MERCHANT_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.money.Money;
import io.tegata.ledger.LedgerError;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.entry.BookedEntry;
import io.tegata.ledger.entry.Entries;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.entry.PostingResult.Posted;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.entry.Rule;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: a worked example of each posting rule of payments, on the real books. */
@Tag(TestDatabase.BOTH)
class PaymentRulesTest {

    private static final RunningLedger LEDGER = RunningLedger.shared();

    private final Events events = new Events("EUR");

    private long posted(AccountType type) {
        String owner = type == ACQUIRER_RECEIVABLE ? events.acquirer() : events.merchant();
        return LEDGER.posted(owner, type, "EUR");
    }

    private long held(AccountType type) {
        return LEDGER.held(events.merchant(), type, "EUR");
    }

    private List<BookedEntry> entries() {
        return LEDGER.bean(Entries.class)
                .list(new Entries.Filter.OfPayment(events.payment()), "", 100);
    }

    private static void assertPosted(PostingResult result) {
        assertThat(result).isInstanceOf(Posted.class);
    }

    private static void assertRefused(PostingResult result, LedgerError code) {
        assertThat(result)
                .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    @Test
    void anAuthorizationIsAMemoHoldAndNoEntry() {
        assertPosted(LEDGER.book(events.authorized("a", 1_250)));
        assertThat(held(AUTH_MEMO)).isEqualTo(1_250);
        assertThat(entries()).isEmpty();
    }

    @Test
    void aCaptureIsReceivableAndPendingLessTheFeeAndEndsThatMuchAuthorization() {
        assertPosted(LEDGER.book(events.authorized("a", 1_250)));
        assertPosted(LEDGER.book(events.captured("c", 1_000, "a", 0)));
        assertThat(posted(ACQUIRER_RECEIVABLE)).isEqualTo(1_000);
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(1_000 - 29);
        assertThat(held(AUTH_MEMO)).isEqualTo(250);
        assertThat(entries())
                .extracting(entry -> entry.source().rule())
                .containsExactlyInAnyOrder(Rule.CAPTURE, Rule.MERCHANT_FEE);
    }

    @Test
    void aFinalCaptureGivesTheRestOfTheAuthorizationBack() {
        assertPosted(LEDGER.book(events.authorized("a", 1_250)));
        assertPosted(LEDGER.book(events.captured("c", 1_000, "a", 250)));
        assertThat(held(AUTH_MEMO)).isZero();
    }

    @Test
    void aSaleHasNoMemo() {
        assertPosted(LEDGER.book(events.sold("s", 1_000)));
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(971);
        assertThat(LEDGER.balances(events.merchant(), "EUR")).doesNotContainKey(AUTH_MEMO);
    }

    @Test
    void aCaptureTooSmallForAFeeBooksNone() {
        assertPosted(LEDGER.book(events.sold("s", 17)));
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(17);
        assertThat(entries()).hasSize(1);
    }

    @Test
    void aVoidTakesTheMemoBackWithoutAnEntry() {
        assertPosted(LEDGER.book(events.authorized("a", 1_250)));
        assertPosted(LEDGER.book(events.captured("c", 1_000, "a", 0)));
        assertPosted(LEDGER.book(events.voided("v", 250, "a")));
        assertThat(held(AUTH_MEMO)).isZero();
        assertThat(entries()).hasSize(2);
    }

    @Test
    void aRefundIsHeldAndThenPosted() {
        assertPosted(LEDGER.book(events.sold("s", 1_000)));
        assertPosted(LEDGER.book(events.refundAsked("r", 400)));
        assertThat(held(MERCHANT_PENDING)).isEqualTo(400);
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(971);

        assertPosted(LEDGER.book(events.refundSucceeded("r", 400)));
        assertThat(held(MERCHANT_PENDING)).isZero();
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(571);
        assertThat(posted(ACQUIRER_RECEIVABLE)).isEqualTo(600);
        assertThat(entries())
                .filteredOn(entry -> entry.source().rule() == Rule.REFUND)
                .singleElement()
                .satisfies(entry -> assertThat(entry.holdId()).startsWith("hld_"));
    }

    @Test
    void aFailedRefundLetsItsHoldGo() {
        assertPosted(LEDGER.book(events.sold("s", 1_000)));
        assertPosted(LEDGER.book(events.refundAsked("r", 400)));
        assertPosted(LEDGER.book(events.refundFailed("r", 400)));
        assertThat(held(MERCHANT_PENDING)).isZero();
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(971);
        assertRefused(LEDGER.book(events.refundSucceeded("r", 400)), LedgerError.HOLD_EXCEEDED);
    }

    @Test
    void aRefundThatFailedBeforeItWasHeldIsDoneAndItsLateHoldIsRefused() {
        assertPosted(LEDGER.book(events.sold("s", 1_000)));
        assertPosted(LEDGER.book(events.refundFailed("r", 400)));
        assertThat(LEDGER.book(events.refundFailed("r", 400)))
                .isInstanceOf(PostingResult.Replayed.class);
        assertRefused(LEDGER.book(events.refundAsked("r", 400)), LedgerError.HOLD_RELEASED);
        assertRefused(LEDGER.book(events.refundAsked("r", 1)), LedgerError.HOLD_RELEASED);
        assertRefused(LEDGER.book(events.refundSucceeded("r", 400)), LedgerError.HOLD_NOT_FOUND);
        assertThat(held(MERCHANT_PENDING)).isZero();
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(971);
    }

    @Test
    void bothOrdersOfFailureAndHoldMayComeInOneList() {
        assertPosted(LEDGER.book(events.sold("s", 1_000)));
        List<PostingResult> results =
                LEDGER.book(
                        List.of(
                                events.refundFailed("late", 400),
                                events.refundAsked("late", 400),
                                events.refundAsked("early", 400),
                                events.refundFailed("early", 400)));
        assertPosted(results.get(0));
        assertRefused(results.get(1), LedgerError.HOLD_RELEASED);
        assertPosted(results.get(2));
        assertPosted(results.get(3));
        assertThat(held(MERCHANT_PENDING)).isZero();
    }

    @Test
    void aRefundMayUseTheOverdraftAndNotOneUnitMore() {
        long least = -RunningLedger.OVERDRAFT;
        assertRefused(
                LEDGER.book(events.refundAsked("r1", -least + 1)), LedgerError.INSUFFICIENT_FUNDS);
        assertThat(held(MERCHANT_PENDING)).isZero();
        assertPosted(LEDGER.book(events.refundAsked("r2", -least)));
        assertRefused(LEDGER.book(events.refundAsked("r3", 1)), LedgerError.INSUFFICIENT_FUNDS);
        assertPosted(LEDGER.book(events.refundSucceeded("r2", -least)));
        assertThat(posted(MERCHANT_PENDING)).isEqualTo(least);
    }

    @Test
    void aHoldIsRefusedToWhoeverDidNotPlaceItOrAsksForTooMuch() {
        assertRefused(
                LEDGER.book(events.captured("c0", 10, "a", 0)),
                LedgerError.AUTHORIZATION_NOT_FOUND);
        assertRefused(LEDGER.book(events.refundSucceeded("r0", 10)), LedgerError.HOLD_NOT_FOUND);
        assertPosted(LEDGER.book(events.authorized("a", 1_000)));
        assertRefused(LEDGER.book(events.captured("c1", 900, "a", 101)), LedgerError.HOLD_EXCEEDED);
        assertRefused(LEDGER.book(events.voided("v", 1_001, "a")), LedgerError.HOLD_EXCEEDED);

        var stranger = new Events("EUR");
        var theft = new PaymentEvent.Voided(stranger.operation("v", 10), events.id("a"));
        assertRefused(LEDGER.book(theft), LedgerError.AUTHORIZATION_NOT_FOUND);

        var dollars = events.operation("d", 10);
        var mixed =
                new PaymentEvent.Voided(
                        new PaymentEvent.Operation(
                                dollars.id(),
                                dollars.merchantId(),
                                dollars.paymentId(),
                                dollars.acquirer(),
                                Money.of(10, "USD"),
                                dollars.sourceAt()),
                        events.id("a"));
        assertRefused(LEDGER.book(mixed), LedgerError.CURRENCY_MISMATCH);
        assertThat(held(AUTH_MEMO)).isEqualTo(1_000);
        assertThat(entries()).isEmpty();
    }

    @Test
    void aRefundEndsWithItsWholeAmountOnly() {
        assertPosted(LEDGER.book(events.sold("s", 1_000)));
        assertPosted(LEDGER.book(events.refundAsked("r", 400)));
        assertRefused(
                LEDGER.book(events.refundSucceeded("r", 399)), LedgerError.HOLD_AMOUNT_DIFFERS);
        assertRefused(LEDGER.book(events.refundFailed("r", 399)), LedgerError.HOLD_AMOUNT_DIFFERS);
        assertThat(held(MERCHANT_PENDING)).isEqualTo(400);
    }
}
