package io.tegata.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Goal: what arrives together is committed together, each item gets its own answer, one bad item
 * fails alone.
 */
class GroupCommitTest {

    @Test
    void whatWaitsIsTheNextCommit() throws InterruptedException, ExecutionException {
        var sizes = Collections.synchronizedList(new ArrayList<Integer>());
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var group =
                new GroupCommit<Integer, Integer>(
                        "test",
                        64,
                        100,
                        items -> {
                            sizes.add(items.size());
                            first.countDown();
                            await(go);
                            return items.stream().map(item -> item * 2).toList();
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> early = threads.submit(() -> group.submit(1));
            await(first);
            List<Future<Integer>> late =
                    IntStream.range(2, 12)
                            .mapToObj(i -> threads.submit(() -> group.submit(i)))
                            .toList();
            while (group.waiting() < 10) {
                Thread.onSpinWait();
            }
            go.countDown();
            assertThat(early.get()).isEqualTo(2);
            for (int i = 0; i < late.size(); i++) {
                assertThat(late.get(i).get()).isEqualTo((i + 2) * 2);
            }
        }
        assertThat(sizes).containsExactly(1, 10);
    }

    @Test
    void oneBadItemFailsAlone() throws InterruptedException, ExecutionException {
        var group =
                new GroupCommit<Integer, Integer>(
                        "test",
                        8,
                        1_000,
                        items -> {
                            if (items.contains(13)) {
                                throw new DataIntegrityViolationException("thirteen");
                            }
                            return items;
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    IntStream.range(0, 200)
                            .<Callable<Integer>>mapToObj(
                                    i ->
                                            () -> {
                                                if (i == 13) {
                                                    assertThatThrownBy(() -> group.submit(13))
                                                            .hasMessage("thirteen");
                                                    return 13;
                                                }
                                                return group.submit(i);
                                            })
                            .toList();
            List<Future<Integer>> answers = threads.invokeAll(calls);
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i).get()).isEqualTo(i);
            }
        }
    }

    /** The list, and its halves down to the one: twice the logarithm of 64, not 64. */
    @Test
    void oneBadItemIsFoundByHalving() throws InterruptedException, ExecutionException {
        var commits = new AtomicInteger();
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var group =
                new GroupCommit<Integer, Integer>(
                        "test",
                        64,
                        100,
                        items -> {
                            first.countDown();
                            await(go);
                            commits.incrementAndGet();
                            if (items.contains(13)) {
                                throw new DataIntegrityViolationException("thirteen");
                            }
                            return items;
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> early = threads.submit(() -> group.submit(-1));
            await(first);
            List<Future<Integer>> late =
                    IntStream.range(0, 64)
                            .mapToObj(i -> threads.submit(() -> group.submit(i)))
                            .toList();
            while (group.waiting() < 64) {
                Thread.onSpinWait();
            }
            go.countDown();
            assertThat(early.get()).isEqualTo(-1);
            for (int i = 0; i < 64; i++) {
                Future<Integer> answer = late.get(i);
                if (i == 13) {
                    assertThatThrownBy(answer::get).hasMessageContaining("thirteen");
                } else {
                    assertThat(answer.get()).isEqualTo(i);
                }
            }
        }
        assertThat(commits).hasValue(1 + 1 + 2 * 6);
    }

    @Test
    void whatIsNobodysFaultIsEverybodysFailure() {
        var runs = new AtomicInteger();
        var group =
                new GroupCommit<Integer, Integer>(
                        "test",
                        8,
                        100,
                        _ -> {
                            runs.incrementAndGet();
                            throw new NoClassDefFoundError("gone");
                        });
        assertThatThrownBy(() -> group.submit(1)).isInstanceOf(CommitUnknown.class);
        assertThatThrownBy(() -> group.submit(2))
                .as("the next one is served too")
                .isInstanceOf(CommitUnknown.class);
        assertThat(runs).hasValue(2);
    }

    @Test
    void whoDoesNotFitIsRefusedBeforeAnythingIsDone()
            throws InterruptedException, ExecutionException {
        var committed = new AtomicInteger();
        var go = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        var group =
                new GroupCommit<Integer, Integer>(
                        "test",
                        1,
                        2,
                        items -> {
                            started.countDown();
                            await(go);
                            committed.addAndGet(items.size());
                            return items;
                        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> taken = new ArrayList<>();
            taken.add(threads.submit(() -> group.submit(0)));
            await(started);
            taken.add(threads.submit(() -> group.submit(1)));
            taken.add(threads.submit(() -> group.submit(2)));
            while (group.waiting() < 2) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> group.submit(3)).isInstanceOf(StorageBusy.class);
            go.countDown();
            for (Future<Integer> one : taken) {
                assertThat(one.get()).isNotNegative();
            }
        }
        assertThat(committed).hasValue(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
