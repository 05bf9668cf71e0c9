package io.tegata.ledger.entry;

import io.tegata.ledger.LedgerError;
import java.util.Arrays;
import java.util.Locale;

/** The named rules: nothing is posted, held or released outside one of them. */
public enum Rule {
    AUTHORIZATION,
    CAPTURE,
    MERCHANT_FEE,
    CAPTURE_RELEASE,
    VOID,
    REFUND_HOLD,
    REFUND,
    REFUND_RELEASE,
    SETTLEMENT,
    SETTLEMENT_FROM_SUSPENSE;

    /** Which edition of the rule is in force; stored with everything that it books. */
    public long version() {
        return 1;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule of a stored code; {@link IllegalArgumentException} for any other text. */
    public static Rule of(String code) {
        return Arrays.stream(values())
                .filter(rule -> rule.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no posting rule " + code));
    }

    /** An authorization is captured piece by piece; every other hold ends in one piece. */
    boolean holdEndsInOnePiece() {
        return this != AUTHORIZATION;
    }

    /** What to say when a hold that this rule places is not there. */
    LedgerError holdNotFound() {
        return this == AUTHORIZATION
                ? LedgerError.AUTHORIZATION_NOT_FOUND
                : LedgerError.HOLD_NOT_FOUND;
    }
}
