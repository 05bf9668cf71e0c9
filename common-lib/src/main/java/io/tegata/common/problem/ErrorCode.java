package io.tegata.common.problem;

import com.google.errorprone.annotations.Immutable;
import java.util.Locale;

/**
 * One row of a service's error catalogue: one meaning each, never renamed or reused. Each service
 * owns its catalogue as an enum; only the shape is shared.
 */
public interface ErrorCode {

    String name();

    /**
     * What one row says, always.
     *
     * @param status the HTTP status
     * @param outcome whether money moved
     * @param title one sentence, the same for every occurrence
     */
    @Immutable
    record Meaning(int status, Retry retry, Outcome outcome, String title) {

        /** An error before anything was executed. */
        public static Meaning notExecuted(int status, Retry retry, String title) {
            return new Meaning(status, retry, Outcome.NOT_EXECUTED, title);
        }
    }

    Meaning meaning();

    default int status() {
        return meaning().status();
    }

    default Retry retry() {
        return meaning().retry();
    }

    default Outcome outcome() {
        return meaning().outcome();
    }

    default String title() {
        return meaning().title();
    }

    /** The code that clients branch on, such as {@code amount_exceeds_authorized}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
