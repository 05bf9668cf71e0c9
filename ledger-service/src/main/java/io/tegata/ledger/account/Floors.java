package io.tegata.ledger.account;

import org.jspecify.annotations.Nullable;

/**
 * How low accounts may fall: a merchant's by the overdraft that refunds may use (minor units, not
 * negative), all others without a limit.
 */
public record Floors(long refundOverdraft) {

    public Floors {
        if (refundOverdraft < 0) {
            throw new IllegalArgumentException(
                    "the refund overdraft is negative: " + refundOverdraft);
        }
    }

    /** The least that may be available in an account of this type; null is no limit. */
    public @Nullable Long floorOf(AccountType type) {
        return switch (type) {
            case MERCHANT_PENDING -> -refundOverdraft;
            case ACQUIRER_RECEIVABLE,
                    BANK_CLEARING,
                    SUSPENSE,
                    ACQUIRER_FEE_EXPENSE,
                    FEE_INCOME,
                    AUTH_MEMO ->
                    null;
        };
    }
}
