package io.tegata.simulator.book;

/**
 * What the bank knows of one charge; amounts in minor units. Always {@code refunded ≤ captured} and
 * {@code captured + capturable ≤ authorized}; what is neither was given back.
 */
record Charge(
        String reference,
        boolean approved,
        String currency,
        long authorized,
        long capturable,
        long captured,
        long refunded) {

    /** What a request does to the charge. */
    sealed interface Decision {
        /** The charge afterwards, and the amount that moved. */
        record Allowed(Charge next, long amount) implements Decision {}

        record Refused(Refusal refusal) implements Decision {}
    }

    /** Takes part of what is authorized; the last capture gives the rest back. */
    Decision capture(long amount, boolean last) {
        if (!approved) {
            return new Decision.Refused(Refusal.CHARGE_DECLINED);
        }
        if (amount > capturable) {
            return new Decision.Refused(Refusal.AMOUNT_EXCEEDS_REMAINING);
        }
        long rest = last ? 0 : capturable - amount;
        return new Decision.Allowed(with(rest, captured + amount, refunded), amount);
    }

    /** Gives back what is not captured yet. */
    Decision giveBack() {
        if (!approved) {
            return new Decision.Refused(Refusal.CHARGE_DECLINED);
        }
        if (capturable == 0) {
            return new Decision.Refused(Refusal.NOTHING_TO_VOID);
        }
        return new Decision.Allowed(with(0, captured, refunded), capturable);
    }

    /** Pays back part of what is captured. */
    Decision refund(long amount) {
        if (!approved) {
            return new Decision.Refused(Refusal.CHARGE_DECLINED);
        }
        if (amount > captured - refunded) {
            return new Decision.Refused(Refusal.AMOUNT_EXCEEDS_CAPTURED);
        }
        return new Decision.Allowed(with(capturable, captured, refunded + amount), amount);
    }

    private Charge with(long newCapturable, long newCaptured, long newRefunded) {
        return new Charge(
                reference, approved, currency, authorized, newCapturable, newCaptured, newRefunded);
    }
}
