package io.tegata.ledger.rest;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 * @param after the id of the last row that the caller has; empty for the first page
 */
public record PageQuery(int limit, String after) {

    static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 20;

    /** Reads both parameters as they came; 400 when one is not valid. */
    public static PageQuery of(@Nullable String limit, @Nullable String startingAfter) {
        return new PageQuery(
                limit == null ? DEFAULT_LIMIT : limit(limit),
                startingAfter == null ? "" : Input.id("/starting_after", startingAfter));
    }

    /** One more than the page holds: whether that one is there says whether there is more. */
    public int rowsToRead() {
        return limit + 1;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException _) {
            // Answered below, like a number out of range.
        }
        throw Input.invalid("/limit", "a number from 1 to " + MAX_LIMIT);
    }
}
