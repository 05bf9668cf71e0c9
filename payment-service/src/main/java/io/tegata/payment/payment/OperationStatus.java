package io.tegata.payment.payment;

import io.tegata.common.problem.Outcome;
import java.util.Locale;

/** Where an operation stands; {@code UNKNOWN} ends only by the acquirer's own answer. */
public enum OperationStatus {
    IN_FLIGHT,
    UNKNOWN,
    SUCCEEDED,
    DECLINED,
    FAILED;

    public boolean isFinal() {
        return switch (this) {
            case IN_FLIGHT, UNKNOWN -> false;
            case SUCCEEDED, DECLINED, FAILED -> true;
        };
    }

    public Outcome outcome() {
        return switch (this) {
            case IN_FLIGHT, UNKNOWN -> Outcome.UNKNOWN;
            case SUCCEEDED -> Outcome.EXECUTED;
            case DECLINED, FAILED -> Outcome.NOT_EXECUTED;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OperationStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
