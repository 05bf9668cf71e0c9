package io.tegata.common.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits together what arrives together: while one commit runs, what comes in waits, and all of it
 * is the next one. It adds no delay of its own: whoever finds nobody committing commits at once.
 * One commit runs at a time, so that the writers of one instance never abort each other. Safe for
 * use by many threads; the order of arrival is kept.
 */
public final class GroupCommit<I, O> {

    /** An item and, once its commit has run, its answer or failure. */
    private static final class Waiting<I, O> {
        private final I item;
        private @Nullable O answer;
        private @Nullable RuntimeException failure;

        private Waiting(I item) {
            this.item = item;
        }

        private boolean isDone() {
            return answer != null || failure != null;
        }
    }

    private final String name;
    private final int maxBatch;
    private final Function<List<I>, List<O>> commit;
    private final BlockingQueue<Waiting<I, O>> queue;
    private final ReentrantLock committing = new ReentrantLock();

    /**
     * @param maxBatch how many items one commit takes at most
     * @param maxWaiting how many may wait; further ones are refused with {@link StorageBusy},
     *     before anything is done
     * @param commit commits a list and answers each item, in the same order, never null; when it
     *     throws for more than one item, each is committed alone, so that one bad item fails alone
     */
    public GroupCommit(
            String name, int maxBatch, int maxWaiting, Function<List<I>, List<O>> commit) {
        this.name = name;
        this.maxBatch = maxBatch;
        this.commit = commit;
        this.queue = new ArrayBlockingQueue<>(maxWaiting);
    }

    /**
     * Commits the item, perhaps with others, and returns its answer; throws what its own commit
     * threw.
     */
    public O submit(I item) {
        var mine = new Waiting<I, O>(item);
        if (!queue.offer(mine)) {
            throw new StorageBusy(name, 0, null);
        }
        committing.lock();
        try {
            // Each round takes the head of the queue, so mine comes up after at most maxWaiting /
            // maxBatch rounds.
            while (!mine.isDone()) {
                commitNext();
            }
        } finally {
            committing.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        return Objects.requireNonNull(mine.answer);
    }

    /** How many wait now. */
    int waiting() {
        return queue.size();
    }

    private void commitNext() {
        var batch = new ArrayList<Waiting<I, O>>();
        queue.drainTo(batch, maxBatch);
        try {
            answer(batch);
        } catch (RuntimeException failure) {
            if (batch.size() == 1) {
                batch.getFirst().failure = failure;
            } else {
                batch.forEach(this::commitAlone);
            }
        }
    }

    private void commitAlone(Waiting<I, O> one) {
        try {
            answer(List.of(one));
        } catch (RuntimeException failure) {
            one.failure = failure;
        }
    }

    private void answer(List<Waiting<I, O>> batch) {
        List<O> answers = commit.apply(batch.stream().map(waiting -> waiting.item).toList());
        if (answers.size() != batch.size()) {
            throw new IllegalStateException(
                    name + " answered " + answers.size() + " of " + batch.size() + " items");
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer = answers.get(i);
        }
    }
}
