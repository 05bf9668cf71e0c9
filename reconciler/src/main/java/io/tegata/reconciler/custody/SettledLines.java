package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.SettledLine;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Every line of every posted file, sorted by reference, page by page: no database transaction stays
 * open while a neighbour's export is read next to it. One pass; not for use by many threads.
 */
public final class SettledLines implements Iterator<SettledLine> {

    private final StoredLines lines;
    private List<SettledLine> page;
    private int position;

    public SettledLines(StoredLines lines) {
        this.lines = lines;
        this.page = lines.after("", "");
    }

    @Override
    public boolean hasNext() {
        if (position == page.size() && page.size() == StoredLines.PAGE) {
            SettledLine last = page.getLast();
            page = lines.after(last.reference(), last.lineKey());
            position = 0;
        }
        return position < page.size();
    }

    @Override
    public SettledLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(position++);
    }
}
