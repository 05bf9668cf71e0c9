package io.tegata.ledger.settlement;

import static io.tegata.ledger.account.AccountType.ACQUIRER_FEE_EXPENSE;
import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static io.tegata.ledger.account.AccountType.BANK_CLEARING;
import static io.tegata.ledger.account.AccountType.SUSPENSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.money.Money;
import io.tegata.ledger.LedgerError;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.entry.PostEntries;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.entry.PostingResult.Posted;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.entry.PostingResult.Replayed;
import io.tegata.ledger.settlement.SettlementLine.Named;
import io.tegata.ledger.settlement.SettlementLine.Subject;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.testing.TestDatabase;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: a worked example of each kind of settlement line, and receivables that end at zero. */
@Tag(TestDatabase.BOTH)
class SettlementRuleTest {

    private static final RunningLedger LEDGER = RunningLedger.shared();

    private final Events events = new Events("KWD");
    private final Named named = new Named(events.id("s"), events.merchant(), events.payment());

    private SettlementLine line(long number, Subject subject, long gross, long fee) {
        return new SettlementLine(
                "f" + events.acquirer(),
                number,
                events.acquirer(),
                subject,
                Money.of(gross, "KWD"),
                Money.of(fee, "KWD"),
                LocalDate.of(2026, 11, 20));
    }

    private static PostingResult book(SettlementLine line) {
        return LEDGER.bean(PostEntries.class)
                .post(List.of(LEDGER.bean(SettlementRule.class).bookingFor(line).orElseThrow()))
                .getFirst();
    }

    private long posted(AccountType type) {
        return LEDGER.posted(events.acquirer(), type, "KWD");
    }

    @Test
    void aSettledCaptureEndsTheReceivable() {
        assertThat(LEDGER.book(events.sold("s", 1_250))).isInstanceOf(Posted.class);
        assertThat(book(line(1, new Subject.Capture(named), 1_250, 25))).isInstanceOf(Posted.class);
        assertThat(posted(ACQUIRER_RECEIVABLE)).isZero();
        assertThat(posted(BANK_CLEARING)).isEqualTo(1_225);
        assertThat(posted(ACQUIRER_FEE_EXPENSE)).isEqualTo(25);
    }

    @Test
    void aLifeOfCaptureAndRefundLeavesNoReceivable() {
        assertThat(
                        LEDGER.book(
                                List.of(
                                        events.sold("s", 1_250),
                                        events.refundAsked("r", 400),
                                        events.refundSucceeded("r", 400))))
                .allMatch(Posted.class::isInstance);
        assertThat(book(line(1, new Subject.Capture(named), 1_250, 25))).isInstanceOf(Posted.class);
        assertThat(book(line(2, new Subject.Refund(named), 400, 0))).isInstanceOf(Posted.class);
        assertThat(posted(ACQUIRER_RECEIVABLE)).isZero();
        assertThat(posted(BANK_CLEARING)).isEqualTo(825);
    }

    @Test
    void feesOfAnySizeBalance() {
        assertThat(book(line(1, new Subject.Capture(named), 100, 100))).isInstanceOf(Posted.class);
        assertThat(book(line(2, new Subject.Capture(named), 100, 130))).isInstanceOf(Posted.class);
        assertThat(book(line(3, new Subject.Refund(named), 100, 7))).isInstanceOf(Posted.class);
        assertThat(posted(BANK_CLEARING)).isEqualTo(-30 - 107);
        assertThat(posted(ACQUIRER_FEE_EXPENSE)).isEqualTo(237);
    }

    @Test
    void anUnknownLineGoesToSuspenseWhicheverItsSign() {
        assertThat(book(line(1, new Subject.Unknown(), 500, 10))).isInstanceOf(Posted.class);
        assertThat(posted(SUSPENSE)).isEqualTo(-490);
        assertThat(posted(BANK_CLEARING)).isEqualTo(490);
        assertThat(book(line(2, new Subject.Unknown(), -800, 0))).isInstanceOf(Posted.class);
        assertThat(posted(SUSPENSE)).isEqualTo(310);
        assertThat(posted(BANK_CLEARING)).isEqualTo(-310);
    }

    @Test
    void anUnknownLineWhoseFeeEatsItUpIsStillOnRecord() {
        assertThat(book(line(1, new Subject.Unknown(), 10, 10))).isInstanceOf(Posted.class);
        assertThat(book(line(1, new Subject.Unknown(), 10, 10))).isInstanceOf(Replayed.class);
        assertThat(posted(SUSPENSE)).isZero();
        assertThat(posted(BANK_CLEARING)).isZero();
    }

    @Test
    void whatLeavesSuspenseStandsAsIfItHadBeenKnownFromTheStart() {
        assertThat(
                        LEDGER.book(
                                List.of(
                                        events.sold("s", 1_250),
                                        events.refundAsked("r", 400),
                                        events.refundSucceeded("r", 400))))
                .allMatch(Posted.class::isInstance);
        assertThat(book(line(1, new Subject.Unknown(), 1_250, 25))).isInstanceOf(Posted.class);
        assertThat(book(line(2, new Subject.Unknown(), -400, 7))).isInstanceOf(Posted.class);
        assertThat(posted(SUSPENSE)).isEqualTo(-1_225 + 407);

        for (int time = 0; time < 2; time++) {
            Class<?> expected = time == 0 ? Posted.class : Replayed.class;
            assertThat(book(line(1, fromSuspense(new Subject.Capture(named)), 1_250, 25)))
                    .isInstanceOf(expected);
            assertThat(book(line(2, fromSuspense(new Subject.Refund(named)), 400, 7)))
                    .isInstanceOf(expected);
        }

        assertThat(posted(SUSPENSE)).isZero();
        assertThat(posted(ACQUIRER_RECEIVABLE)).isZero();
        assertThat(posted(ACQUIRER_FEE_EXPENSE)).isEqualTo(32);
        assertThat(posted(BANK_CLEARING)).isEqualTo(1_225 - 407);
    }

    @Test
    void aWholeLifeOutOfSuspenseLeavesNothingInClearing() {
        assertThat(
                        LEDGER.book(
                                List.of(
                                        events.sold("s", 900),
                                        events.refundAsked("r", 900),
                                        events.refundSucceeded("r", 900))))
                .allMatch(Posted.class::isInstance);
        assertThat(book(line(1, new Subject.Unknown(), 900, 0))).isInstanceOf(Posted.class);
        assertThat(book(line(2, new Subject.Unknown(), -900, 0))).isInstanceOf(Posted.class);
        assertThat(book(line(1, fromSuspense(new Subject.Capture(named)), 900, 0)))
                .isInstanceOf(Posted.class);
        assertThat(book(line(2, fromSuspense(new Subject.Refund(named)), 900, 0)))
                .isInstanceOf(Posted.class);
        assertThat(LEDGER.balances(events.acquirer(), "KWD").values())
                .isNotEmpty()
                .allMatch(balance -> balance.posted() == 0);
    }

    @Test
    void onlyWhatIsInSuspenseAsItIsToldCanLeaveIt() {
        Subject capture = fromSuspense(new Subject.Capture(named));
        assertNotInSuspense(book(line(1, capture, 500, 5)));
        assertThat(book(line(1, new Subject.Unknown(), 500, 5))).isInstanceOf(Posted.class);
        assertNotInSuspense(book(line(1, capture, 500, 6)));
        assertNotInSuspense(book(line(1, fromSuspense(new Subject.Refund(named)), 500, 5)));
        assertThat(book(line(2, new Subject.Capture(named), 500, 5))).isInstanceOf(Posted.class);
        assertNotInSuspense(book(line(2, capture, 500, 5)));
        assertThat(posted(SUSPENSE)).isEqualTo(-495);
    }

    private static Subject fromSuspense(Subject.Settled settled) {
        return new Subject.FromSuspense(settled);
    }

    private static void assertNotInSuspense(PostingResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(LedgerError.NOT_IN_SUSPENSE));
    }

    @Test
    void anUnknownLineOfNothingHasNoBooking() {
        assertThat(
                        LEDGER.bean(SettlementRule.class)
                                .bookingFor(line(1, new Subject.Unknown(), 0, 0)))
                .isEmpty();
    }

    @Test
    void aLineIsBookedOnceAndNeverWithOtherFacts() {
        assertThat(book(line(1, new Subject.Unknown(), 500, 0))).isInstanceOf(Posted.class);
        assertThat(book(line(1, new Subject.Unknown(), 500, 0))).isInstanceOf(Replayed.class);
        assertThat(book(line(1, new Subject.Capture(named), 500, 0)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(LedgerError.POSTING_KEY_CONFLICT);
                            assertThat(refused.detail()).contains("another kind");
                        });
    }
}
