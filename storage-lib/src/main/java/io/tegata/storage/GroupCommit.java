package io.tegata.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Commits together what arrives together: while one commit runs, what comes in waits, and all of it
 * is the next one. It adds no delay of its own: where nobody commits, the next item commits at
 * once. One commit runs at a time, so that the writers of one instance never abort each other. Safe
 * for use by many threads; the order of arrival is kept.
 *
 * <p>The commit runs on a thread of its own: what belongs to the caller's thread (its trace) goes
 * along in the item.
 */
public final class GroupCommit<I, O> {

    /** Who waits longer does not know what became of its item. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private record Waiting<I, O>(I item, CompletableFuture<O> answer) {}

    private final String name;
    private final int maxBatch;
    private final Function<List<I>, List<O>> commit;
    private final BlockingQueue<Waiting<I, O>> queue;
    private final AtomicBoolean committing = new AtomicBoolean();

    /**
     * @param maxBatch how many items one commit takes at most
     * @param maxWaiting how many may wait; further ones are refused with {@link StorageBusy},
     *     before anything is done
     * @param commit commits a list and answers each item, in the same order. Where a list of
     *     several fails for what one of them holds ({@link StaleWrite}, a broken constraint), it is
     *     halved until that one fails alone; any other failure is everybody's
     */
    public GroupCommit(
            String name, int maxBatch, int maxWaiting, Function<List<I>, List<O>> commit) {
        this.name = name;
        this.maxBatch = maxBatch;
        this.commit = commit;
        this.queue = new ArrayBlockingQueue<>(maxWaiting);
    }

    /**
     * Commits the item, perhaps with others, and returns its answer.
     *
     * @throws StorageBusy when too many wait already, or the request's {@link Deadline} was over
     *     before its turn came; nothing was done
     * @throws CommitUnknown when the commit did not end within {@link #MAX_WAIT} and the deadline,
     *     or broke; ask by key
     */
    public O submit(I item) {
        var mine = new Waiting<I, O>(item, new CompletableFuture<>());
        if (!queue.offer(mine)) {
            throw StorageBusy.tooManyWait(name);
        }
        commitInBackground();
        try {
            return mine.answer.get(Deadline.leftAtMost(MAX_WAIT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CommitUnknown(name, failure);
        } catch (TimeoutException tooLong) {
            if (queue.remove(mine)) {
                throw StorageBusy.outOfTime(name, tooLong);
            }
            throw new CommitUnknown(name, tooLong);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommitUnknown(name, interrupted);
        }
    }

    /** How many wait now. */
    int waiting() {
        return queue.size();
    }

    private void commitInBackground() {
        if (committing.compareAndSet(false, true)) {
            Thread _ = Thread.ofVirtual().name(name).start(this::commitWhatWaits);
        }
    }

    private void commitWhatWaits() {
        try {
            var batch = new ArrayList<Waiting<I, O>>();
            while (queue.drainTo(batch, maxBatch) > 0) {
                commit(batch);
                batch.clear();
            }
        } finally {
            committing.set(false);
        }
        // Somebody may have come between the last look and the flag.
        if (!queue.isEmpty()) {
            commitInBackground();
        }
    }

    private void commit(List<Waiting<I, O>> batch) {
        try {
            answer(batch);
        } catch (StaleWrite | DataIntegrityViolationException oneOfThem) {
            if (batch.size() == 1) {
                fail(batch, oneOfThem);
            } else {
                // One among 64 is found with a dozen commits, where one for each would be 64.
                commit(batch.subList(0, batch.size() / 2));
                commit(batch.subList(batch.size() / 2, batch.size()));
            }
        } catch (Throwable failure) {
            // Whatever it is, an Error too: nobody is left waiting.
            fail(batch, failure);
        }
    }

    private void answer(List<Waiting<I, O>> batch) {
        List<O> answers = commit.apply(batch.stream().map(Waiting::item).toList());
        if (answers.size() != batch.size()) {
            throw new IllegalStateException(
                    name + " answered " + answers.size() + " of " + batch.size() + " items");
        }
        for (int i = 0; i < batch.size(); i++) {
            var _ = batch.get(i).answer.complete(answers.get(i));
        }
    }

    private static <I, O> void fail(List<Waiting<I, O>> batch, Throwable failure) {
        batch.forEach(
                one -> {
                    var _ = one.answer.completeExceptionally(failure);
                });
    }
}
