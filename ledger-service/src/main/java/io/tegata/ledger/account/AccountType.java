package io.tegata.ledger.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The chart of accounts: what an account is for, and on which side it grows. */
public enum AccountType {
    /** What an acquirer owes us for captures that it has not settled. */
    ACQUIRER_RECEIVABLE(Side.DEBIT),
    /** What an acquirer says it paid us, until the bank confirms it. */
    BANK_CLEARING(Side.DEBIT),
    /** Money in settlement files that nobody can name yet. */
    SUSPENSE(Side.DEBIT),
    /** What acquirers keep for their service. */
    ACQUIRER_FEE_EXPENSE(Side.DEBIT),
    /** What we owe a merchant and have not released yet. */
    MERCHANT_PENDING(Side.CREDIT),
    /** What merchants pay us. */
    FEE_INCOME(Side.CREDIT),
    /** Off balance: authorizations, as holds. Never takes a posting. */
    AUTH_MEMO(Side.CREDIT);

    private final Side normalSide;

    AccountType(Side normalSide) {
        this.normalSide = normalSide;
    }

    /** The side on which a posting makes the balance larger. */
    public Side normalSide() {
        return normalSide;
    }

    public boolean takesPostings() {
        return this != AUTH_MEMO;
    }

    /** As the database and the API write it, such as {@code merchant_pending}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a code; empty for a code that the chart does not have. */
    public static Optional<AccountType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
