package io.tegata.common.problem;

import java.util.Locale;

/**
 * One row of a service's error catalogue: one meaning each, never renamed or reused. Each service
 * owns its catalogue as an enum; only the shape is shared.
 */
public interface ErrorCode {

    String name();

    /** The HTTP status that goes with it, always. */
    int status();

    Retry retry();

    Outcome outcome();

    /** One sentence, the same for every occurrence. */
    String title();

    /** The code that clients branch on, such as {@code amount_exceeds_authorized}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
