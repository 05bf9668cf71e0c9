package io.tegata.payment.payment;

import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Database transaction 2 of every operation: how it ended, the payment after it, the event and the
 * stored answer, all or nothing. A writer that lost its fence changes nothing and answers what the
 * other one stored.
 */
public final class RecordResults {

    private static final int MAX_TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Transactions transactions;
    private final PaymentStore store;
    private final ReplyFormat replies;
    private final Clock clock;
    private final Limits limits;

    public RecordResults(
            Transactions transactions,
            PaymentStore store,
            ReplyFormat replies,
            Clock clock,
            Limits limits) {
        this.transactions = transactions;
        this.store = store;
        this.replies = replies;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * How an operation ended.
     *
     * @param held whether the ledger may hold money for it, so that it must be told to let go
     */
    public record Ended(
            Payment payment,
            Operation operation,
            OperationStatus status,
            @Nullable String error,
            boolean held,
            RequestIds ids) {}

    /** Stores how the operations ended and returns the final answers, in the same order. */
    public List<Reply> record(List<Ended> ended) {
        List<Ended> current = ended;
        for (int tries = 1; ; tries++) {
            try {
                List<Reply> answers = write(current);
                store.outbox().hint();
                return answers;
            } catch (StaleWrite stale) {
                if (current.size() > 1) {
                    return current.stream().map(one -> record(List.of(one)).getFirst()).toList();
                }
                if (tries == MAX_TRIES) {
                    throw stale;
                }
                Ended one = current.getFirst();
                var stored = stored(one.operation);
                if (stored.reply != null) {
                    return List.of(stored.reply);
                }
                if (stored.operation.fence() != one.operation.fence()) {
                    return List.of(replies.pending(stored.payment, stored.operation));
                }
                current =
                        List.of(
                                new Ended(
                                        stored.payment,
                                        stored.operation,
                                        one.status,
                                        one.error,
                                        one.held,
                                        one.ids));
            }
        }
    }

    private List<Reply> write(List<Ended> ended) {
        return transactions.readWrite(
                "record-results",
                tx -> {
                    Instant now = clock.instant();
                    var answers = new ArrayList<Reply>(ended.size());
                    for (Ended one : ended) {
                        Operation after = one.operation.as(one.status, one.error);
                        Payment payment = one.payment.ended(after, now);
                        Reply reply =
                                replies.ended(payment, after, one.ids)
                                        .until(now.plus(limits.keyRetention()));
                        store.payments().update(tx, one.payment, payment);
                        store.operations().end(tx, payment, one.operation, after);
                        store.keys().answer(tx, after.keyHash(), payment.id(), after.id(), reply);
                        store.outbox().append(tx, event(one, payment, after));
                        if (payment.status().neverHappened()) {
                            store.payments().freeReference(tx, payment);
                        }
                        answers.add(reply);
                    }
                    return answers;
                });
    }

    /**
     * The operation has not ended: the payment shows it, and the resolver looks again after a
     * growing pause.
     *
     * @param status {@code UNKNOWN} where the acquirer has not said, {@code IN_FLIGHT} where it has
     *     not been asked yet
     */
    public Reply postpone(Payment payment, Operation operation, OperationStatus status) {
        Instant now = clock.instant();
        Operation waiting = operation.postponed(status, now.plus(pause(operation.tries())));
        boolean news = payment.latest().resolveBy() == null || payment.latest().status() != status;
        Payment shown =
                news
                        ? payment.waiting(
                                waiting, operation.createdAt().plus(limits.resolveWithin()), now)
                        : payment;
        try {
            transactions.write(
                    "postpone-operation",
                    tx -> {
                        if (news) {
                            store.payments().update(tx, payment, shown);
                        }
                        store.operations().reschedule(tx, operation, waiting);
                    });
        } catch (StaleWrite stale) {
            var stored = stored(operation);
            return stored.reply != null
                    ? stored.reply
                    : replies.pending(stored.payment, stored.operation);
        }
        return replies.pending(shown, waiting);
    }

    private record Stored(Payment payment, Operation operation, @Nullable Reply reply) {}

    private Stored stored(Operation operation) {
        return transactions.readWrite(
                "read-operation",
                tx -> {
                    Operations.Due due = operation.due();
                    Payments.Key key = due.payment();
                    IdempotencyKeys.Used used =
                            store.keys()
                                    .find(tx, List.of(operation.keyHash()))
                                    .get(operation.keyHash());
                    return new Stored(
                            Objects.requireNonNull(
                                    store.payments().find(tx, List.of(key)).get(key)),
                            Objects.requireNonNull(
                                    store.operations().find(tx, List.of(due)).get(due)),
                            used == null ? null : used.reply());
                });
    }

    private static Duration pause(long tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static Outbox.Event event(Ended ended, Payment after, Operation operation) {
        String happened = operation.status().code();
        String type =
                switch (operation.kind()) {
                    case AUTHORIZE ->
                            operation.status() == OperationStatus.SUCCEEDED
                                    ? "payment.authorized"
                                    : "payment." + happened;
                    case SALE ->
                            operation.status() == OperationStatus.SUCCEEDED
                                    ? "payment.captured"
                                    : "payment." + happened;
                    case CAPTURE ->
                            operation.status() == OperationStatus.SUCCEEDED
                                    ? "payment.captured"
                                    : "capture." + happened;
                    case VOID ->
                            operation.status() == OperationStatus.SUCCEEDED
                                    ? "payment.voided"
                                    : "void." + happened;
                    case REFUND ->
                            operation.status() == OperationStatus.SUCCEEDED
                                    ? "refund.succeeded"
                                    : ended.held ? "refund.failed" : "refund.refused";
                };
        long released = after.amounts().voided() - ended.payment.amounts().voided();
        return new Outbox.Event(
                "io.tegata." + type,
                after,
                operation,
                operation.kind() == OperationKind.CAPTURE ? released : 0,
                ended.ids.traceparent());
    }
}
