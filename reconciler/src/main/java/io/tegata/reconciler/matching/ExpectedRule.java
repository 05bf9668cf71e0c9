package io.tegata.reconciler.matching;

import io.tegata.reconciler.matching.PaymentOperation.Status;

/** What the ledger may book for an operation, by the table of events in the contracts. */
enum ExpectedRule {
    /** The one record that a succeeded operation must have, of the same amount. */
    PRINCIPAL,
    /** May go with it, of the same amount. */
    SAME_AMOUNT,
    /** May go with it; its amount follows from a contract that this pass does not know. */
    OTHER_AMOUNT,
    /** Contradicts the operation's kind or state. */
    FORBIDDEN;

    static ExpectedRule of(PaymentOperation operation, LedgerRule rule) {
        boolean succeeded = operation.status() == Status.SUCCEEDED;
        return switch (operation.kind()) {
            case AUTHORIZE -> principal(succeeded && rule == LedgerRule.AUTHORIZATION);
            case VOID -> principal(succeeded && rule == LedgerRule.VOID);
            case SALE, CAPTURE ->
                    succeeded
                                    && (rule == LedgerRule.MERCHANT_FEE
                                            || rule == LedgerRule.CAPTURE_RELEASE)
                            ? OTHER_AMOUNT
                            : principal(succeeded && rule == LedgerRule.CAPTURE);
            case REFUND ->
                    rule == LedgerRule.REFUND_HOLD
                                    || (!succeeded && rule == LedgerRule.REFUND_RELEASE)
                            ? SAME_AMOUNT
                            : principal(succeeded && rule == LedgerRule.REFUND);
        };
    }

    private static ExpectedRule principal(boolean expected) {
        return expected ? PRINCIPAL : FORBIDDEN;
    }
}
