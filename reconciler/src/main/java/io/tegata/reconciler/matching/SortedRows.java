package io.tegata.reconciler.matching;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream with a look at its next row. Counts each row as it is handed out, and refuses a stream
 * that is not sorted: merging it would invent differences.
 */
final class SortedRows<T> {

    private final Iterator<T> rows;
    private final Function<T, String> key;
    private final boolean unique;
    private final Consumer<T> count;
    private @Nullable T next;
    private @Nullable String nextKey;

    /** Keys are compared as the bytes of ASCII text; {@code unique} ones never repeat. */
    SortedRows(Iterator<T> rows, Function<T, String> key, boolean unique, Consumer<T> count) {
        this.rows = rows;
        this.key = key;
        this.unique = unique;
        this.count = count;
        advance();
    }

    boolean hasNext() {
        return next != null;
    }

    T peek() {
        T row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        return row;
    }

    T take() {
        T row = peek();
        count.accept(row);
        advance();
        return row;
    }

    private void advance() {
        String before = nextKey;
        if (!rows.hasNext()) {
            next = null;
            return;
        }
        T row = rows.next();
        String here = key.apply(row);
        if (before != null) {
            int order = before.compareTo(here);
            if (order > 0 || (unique && order == 0)) {
                throw new UnsortedRows(before, here);
            }
        }
        next = row;
        nextKey = here;
    }
}
