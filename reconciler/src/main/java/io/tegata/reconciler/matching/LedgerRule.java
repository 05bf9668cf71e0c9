package io.tegata.reconciler.matching;

import java.util.Arrays;
import java.util.Locale;

/**
 * The ledger's rules that book operations, and whether their money goes from the customer or back
 * to him. A rule that is not here has no sign that could be guessed.
 */
public enum LedgerRule {
    AUTHORIZATION(1),
    CAPTURE(1),
    CAPTURE_RELEASE(-1),
    MERCHANT_FEE(1),
    REFUND(-1),
    REFUND_HOLD(-1),
    REFUND_RELEASE(1),
    VOID(-1);

    private final int sign;

    LedgerRule(int sign) {
        this.sign = sign;
    }

    /** The rule of a code; {@link IllegalArgumentException} for one that is not known. */
    public static LedgerRule of(String code) {
        return Arrays.stream(values())
                .filter(rule -> rule.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no rule of the ledger is " + code));
    }

    /** As the ledger exports it, such as {@code refund_hold}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same: what evidence shows. */
    @Override
    public String toString() {
        return code();
    }

    long signed(long amount) {
        return sign * amount;
    }
}
