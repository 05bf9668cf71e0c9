package io.tegata.ledger.entry;

import static io.tegata.ledger.account.AccountType.ACQUIRER_RECEIVABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tegata.common.money.Money;
import io.tegata.ledger.LedgerError;
import io.tegata.ledger.testing.Events;
import io.tegata.ledger.testing.RunningLedger;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Goal: each invariant is seen to fail when somebody changes the books behind the ledger's back.
 */
@Tag(TestDatabase.BOTH)
class BrokenBooksTest {

    private final RunningLedger ledger = RunningLedger.onFreshDatabase();
    private final Events events = new Events("EUR");

    @BeforeEach
    void bookASale() {
        assertThat(ledger.book(events.sold("s", 1_000))).isInstanceOf(PostingResult.Posted.class);
        assertThat(read()).hasSize(2);
        assertThat(ledger.driftingAccounts()).isZero();
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private List<BookedEntry> read() {
        return ledger.bean(Entries.class)
                .list(new Entries.Filter.OfPayment(events.payment()), "", 10);
    }

    private void tamper(String sql) {
        ledger.bean(Transactions.class)
                .write("tamper", tx -> assertThat(tx.sql(sql).update()).isPositive());
    }

    @Test
    void anEntryThatNoLongerBalancesIsFoundWhenItIsRead() {
        tamper("UPDATE postings SET amount = amount + 1 WHERE posting_no = 1 AND amount = 1000");
        assertThatThrownBy(this::read)
                .isInstanceOf(BrokenEntry.class)
                .hasMessageContaining("debits 10.01 EUR and credits 10.00 EUR");
        assertThat(ledger.driftingAccounts()).isEqualTo(1);
    }

    @Test
    void anEntryThatLostItsPostingsIsFoundWhenItIsRead() {
        tamper("DELETE FROM postings WHERE amount = 1000");
        assertThatThrownBy(this::read).isInstanceOf(BrokenEntry.class);
    }

    @Test
    void aPostingInAnotherCurrencyThanItsAccountIsFoundWhenItIsRead() {
        tamper("UPDATE postings SET currency = 'USD'");
        assertThatThrownBy(this::read).isInstanceOf(BrokenEntry.class);
    }

    @Test
    void aBalanceThatWasChangedShowsInTheTrialBalance() {
        tamper("UPDATE balances SET posted = posted + 5 WHERE posted = 971");
        assertThat(ledger.differences()).containsEntry("EUR", BigInteger.valueOf(-5));
        assertThat(ledger.driftingAccounts()).isEqualTo(1);
    }

    @Test
    void theDatabaseItselfRefusesABalanceBelowItsFloorAndAHoldOfLessThanNothing() {
        assertThatThrownBy(
                        () -> tamper("UPDATE balances SET posted = -501 WHERE floor_amount = -500"))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> tamper("UPDATE balances SET held = -1"))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void anAccountThatIsFullRefusesAndNothingOverflows() {
        tamper("UPDATE balances SET posted = " + (Long.MAX_VALUE - 999) + " WHERE posted = 1000");
        assertThat(ledger.book(events.sold("more", 1_000)))
                .isInstanceOfSatisfying(
                        PostingResult.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(LedgerError.BALANCE_OUT_OF_RANGE);
                            assertThat(refused.detail()).contains("is full");
                        });
        assertThat(ledger.book(events.sold("rest", 999))).isInstanceOf(PostingResult.Posted.class);
        assertThat(ledger.posted(events.acquirer(), ACQUIRER_RECEIVABLE, "EUR"))
                .isEqualTo(Long.MAX_VALUE);
        // The emulator looks at every row to find one: it must not add up what is not asked for.
        assertThat(ledger.book(new Events("EUR").sold("other", Money.MAX_MINOR)))
                .isInstanceOf(PostingResult.Posted.class);
    }
}
