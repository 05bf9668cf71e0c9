package io.tegata.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tegata.common.money.Money;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.hold.Hold;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: nothing that is not a balanced journal entry can be built, whatever it is built from. */
class JournalEntryTest {

    private static final AccountKey PENDING = account(AccountType.MERCHANT_PENDING, "EUR");
    private static final AccountKey RECEIVABLE = account(AccountType.ACQUIRER_RECEIVABLE, "EUR");

    private static AccountKey account(AccountType type, String currency) {
        return new AccountKey("somebody", type, Currency.getInstance(currency));
    }

    private static Money eur(long minor) {
        return Money.of(minor, "EUR");
    }

    @Test
    void aBalancedEntryKnowsItsTotal() {
        var entry =
                new JournalEntry(
                        "ent_1",
                        List.of(
                                Posting.debit(RECEIVABLE, eur(700)),
                                Posting.debit(RECEIVABLE, eur(300)),
                                Posting.credit(PENDING, eur(1_000))));
        assertThat(entry.total()).isEqualTo(eur(1_000));
    }

    @Test
    void debitsMustEqualCredits() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JournalEntry(
                                        "ent_1",
                                        List.of(
                                                Posting.debit(RECEIVABLE, eur(1_000)),
                                                Posting.credit(PENDING, eur(999)))))
                .withMessageContaining("debits 10.00 EUR and credits 9.99 EUR");
    }

    @Test
    void oneSideAloneIsNoEntry() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JournalEntry(
                                        "ent_1", List.of(Posting.debit(RECEIVABLE, eur(1)))));
        assertThatIllegalArgumentException().isThrownBy(() -> new JournalEntry("ent_1", List.of()));
    }

    @Test
    void currenciesDoNotBalanceEachOther() {
        var dollars = account(AccountType.MERCHANT_PENDING, "USD");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JournalEntry(
                                        "ent_1",
                                        List.of(
                                                Posting.debit(RECEIVABLE, eur(5)),
                                                Posting.credit(dollars, Money.of(5, "USD")))));
    }

    @Test
    void aPostingIsAboveZeroInItsAccountsCurrencyAndNeverOnAMemo() {
        assertThatIllegalArgumentException().isThrownBy(() -> Posting.debit(PENDING, eur(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Posting.debit(PENDING, eur(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Posting.debit(PENDING, Money.of(1, "USD")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Posting.debit(account(AccountType.AUTH_MEMO, "EUR"), eur(1)))
                .withMessageContaining("never postings");
    }

    @Test
    void aHoldCannotHaveMoreLeftThanItHadOrLessThanNothing() {
        var hold = new Hold("hld_1", "acc_1", "mer_1", "pay_1", eur(10), eur(10));
        assertThat(hold.less(eur(4)).remaining()).isEqualTo(eur(6));
        assertThatIllegalArgumentException().isThrownBy(() -> hold.less(eur(11)));
        assertThatIllegalArgumentException().isThrownBy(() -> hold.less(eur(-1)));
    }
}
