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

    static ExpectedRule of(PaymentOperation operation, String rule) {
        boolean succeeded = operation.status() == Status.SUCCEEDED;
        return switch (operation.kind()) {
            case AUTHORIZE -> principal(succeeded && rule.equals("authorization"));
            case VOID -> principal(succeeded && rule.equals("void"));
            case SALE, CAPTURE ->
                    succeeded && (rule.equals("merchant_fee") || rule.equals("capture_release"))
                            ? OTHER_AMOUNT
                            : principal(succeeded && rule.equals("capture"));
            case REFUND ->
                    rule.equals("refund_hold") || (!succeeded && rule.equals("refund_release"))
                            ? SAME_AMOUNT
                            : principal(succeeded && rule.equals("refund"));
        };
    }

    private static ExpectedRule principal(boolean expected) {
        return expected ? PRINCIPAL : FORBIDDEN;
    }
}
