package io.tegata.ledger.rest;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to send as {@code starting_after} for the next page; null on the last
 */
public record Page<T>(List<T> data, boolean hasMore, @Nullable String nextCursor) {

    /**
     * The page of a query from what was found, which is one row more when there is another page.
     */
    public static <T> Page<T> of(List<T> found, PageQuery query, Function<T, String> id) {
        if (found.size() <= query.limit()) {
            return new Page<>(found, false, null);
        }
        List<T> shown = found.subList(0, query.limit());
        return new Page<>(shown, true, id.apply(shown.getLast()));
    }
}
