package io.tegata.payment.payment;

import io.tegata.common.id.Ids;
import io.tegata.payment.acquirer.Acquirers;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Database transaction 1 of every operation: claim the key, check, store payment, operation and
 * attempt. The intent is durable before anyone outside is asked. It takes a list, so that what
 * arrives together can be committed together; each command has its own answer.
 */
public final class ClaimOperations {

    private static final int MAX_TRIES = 3;

    private final Transactions transactions;
    private final PaymentStore store;
    private final ReplyFormat replies;
    private final Acquirers acquirers;
    private final Ids ids;
    private final Clock clock;
    private final Limits limits;

    public ClaimOperations(
            Transactions transactions,
            PaymentStore store,
            ReplyFormat replies,
            Acquirers acquirers,
            Ids ids,
            Clock clock,
            Limits limits) {
        this.transactions = transactions;
        this.store = store;
        this.replies = replies;
        this.acquirers = acquirers;
        this.ids = ids;
        this.clock = clock;
        this.limits = limits;
    }

    /** One answer per command, in the same order. */
    public List<Claimed> claim(List<? extends Command> commands) {
        List<Draft> drafts = commands.stream().map(this::draft).toList();
        for (int tries = 1; ; tries++) {
            try {
                return transactions.readWrite("claim-operations", tx -> claim(tx, drafts));
            } catch (StaleWrite lostRace) {
                if (tries == MAX_TRIES) {
                    throw lostRace;
                }
            }
        }
    }

    private Draft draft(Command command) {
        return switch (command) {
            case AuthorizePayment _ ->
                    new Draft(
                            command,
                            ids.next("pay"),
                            ids.next("op"),
                            ids.next("att"),
                            acquirers.forNewPayment().id());
            case ChangePayment change ->
                    new Draft(
                            command,
                            change.paymentId(),
                            ids.next(change instanceof RefundPayment ? "ref" : "op"),
                            ids.next("att"),
                            "");
        };
    }

    /** What it reads, it reads for all commands at once: the round trips do not grow with them. */
    private List<Claimed> claim(Transaction tx, List<Draft> drafts) {
        // As the database keeps it: what is over now is over there too.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ClaimedKeys keys = ClaimedKeys.claim(tx, store.keys(), drafts, now);
        List<Draft> fresh = drafts.stream().filter(keys::isWinner).toList();
        Map<Operations.Due, Operation> open = open(tx, drafts, keys);
        Map<Payments.Key, Payment> current = current(tx, fresh, open.keySet());
        Created created = create(tx, fresh, now);

        var answers = new ArrayList<Claimed>(drafts.size());
        for (Draft draft : drafts) {
            IdempotencyKeys.Used used = keys.usedBefore(draft);
            if (used != null) {
                answers.add(usedBefore(tx, draft, used, open, current, now));
            } else if (!keys.isWinner(draft)) {
                answers.add(inProgress(draft.claim(), new ReplyFormat.About(null, null)));
            } else {
                answers.add(
                        switch (draft.command()) {
                            case AuthorizePayment command ->
                                    authorize(tx, draft, command, created, now);
                            case ChangePayment change -> change(tx, draft, change, current, now);
                        });
            }
        }
        return answers;
    }

    /** The operations without a final answer that keys stand for, where it is the same request. */
    private Map<Operations.Due, Operation> open(
            Transaction tx, List<Draft> drafts, ClaimedKeys keys) {
        var wanted = new HashSet<Operations.Due>();
        for (Draft draft : drafts) {
            IdempotencyKeys.Used used = keys.usedBefore(draft);
            if (used != null && used.reply() == null && used.isFor(draft.claim())) {
                wanted.add(used.operation());
            }
        }
        return new HashMap<>(wanted.isEmpty() ? Map.of() : store.operations().find(tx, wanted));
    }

    private Map<Payments.Key, Payment> current(
            Transaction tx, List<Draft> fresh, Set<Operations.Due> open) {
        var wanted = new HashSet<Payments.Key>();
        for (Draft draft : fresh) {
            if (draft.command() instanceof ChangePayment) {
                wanted.add(draft.key());
            }
        }
        open.forEach(operation -> wanted.add(operation.payment()));
        return new HashMap<>(wanted.isEmpty() ? Map.of() : store.payments().find(tx, wanted));
    }

    /**
     * New payments by id.
     *
     * @param payments those that got their merchant's reference
     * @param holders of those that did not: the live payment that has it
     */
    private record Created(Map<String, Payment> payments, Map<String, String> holders) {}

    private Created create(Transaction tx, List<Draft> fresh, Instant now) {
        var wanted = new LinkedHashMap<String, Payment>();
        for (Draft draft : fresh) {
            if (draft.command() instanceof AuthorizePayment command) {
                wanted.put(draft.paymentId(), draft.newPayment(command, limits, now));
            }
        }
        if (wanted.isEmpty()) {
            return new Created(Map.of(), Map.of());
        }
        Map<String, String> holders = store.payments().claimReferences(tx, wanted.values());
        wanted.keySet().removeAll(holders.keySet());
        return new Created(wanted, holders);
    }

    private Claimed authorize(
            Transaction tx, Draft draft, AuthorizePayment command, Created created, Instant now) {
        Payment payment = created.payments().get(draft.paymentId());
        if (payment == null) {
            String holder = Objects.requireNonNull(created.holders().get(draft.paymentId()));
            return refused(
                    tx,
                    draft,
                    replies.refused(
                            PaymentError.DUPLICATE_MERCHANT_REFERENCE,
                            "the live payment with this reference is named by payment_id",
                            draft.claim().ids(),
                            new ReplyFormat.About(holder, null)),
                    holder,
                    now);
        }
        Operation operation =
                draft.newOperation(
                        new ChangePayment.Decision.Allowed(
                                command.kind(), command.amount(), false, null),
                        limits,
                        now);
        store.payments().insert(tx, payment);
        store.operations().insert(tx, payment, operation);
        return new Claimed.Started(payment, operation, false, draft.claim().ids());
    }

    private Claimed change(
            Transaction tx,
            Draft draft,
            ChangePayment command,
            Map<Payments.Key, Payment> current,
            Instant now) {
        Payment payment = current.get(draft.key());
        if (payment == null) {
            store.keys().free(tx, draft.claim().keyHash());
            return new Claimed.Answered(replies.notFound(draft.claim().ids()));
        }
        if (payment.openOperationId() != null) {
            store.keys().free(tx, draft.claim().keyHash());
            return new Claimed.Answered(
                    replies.refused(
                            PaymentError.OPERATION_IN_PROGRESS,
                            "the operation " + payment.openOperationId() + " has not ended yet",
                            draft.claim().ids(),
                            new ReplyFormat.About(payment.id(), payment.openOperationId())));
        }
        return switch (command.decide(payment, now)) {
            case ChangePayment.Decision.Refused(var error, var detail) ->
                    refused(
                            tx,
                            draft,
                            replies.refused(
                                    error,
                                    detail,
                                    draft.claim().ids(),
                                    new ReplyFormat.About(payment.id(), null)),
                            payment.id(),
                            now);
            case ChangePayment.Decision.Allowed allowed -> {
                Operation operation = draft.newOperation(allowed, limits, now);
                Payment opened = payment.opening(operation, now);
                store.payments().update(tx, payment, opened);
                store.operations().insert(tx, opened, operation);
                current.put(draft.key(), opened);
                yield new Claimed.Started(opened, operation, false, draft.claim().ids());
            }
        };
    }

    /** A refusal after the claim is final: it is stored with its key. */
    private Claimed refused(
            Transaction tx, Draft draft, Reply reply, String paymentId, Instant now) {
        Reply kept = reply.until(now.plus(limits.keyRetention()));
        store.keys().answer(tx, draft.claim().keyHash(), paymentId, null, kept);
        return new Claimed.Answered(kept);
    }

    private Claimed usedBefore(
            Transaction tx,
            Draft draft,
            IdempotencyKeys.Used used,
            Map<Operations.Due, Operation> open,
            Map<Payments.Key, Payment> current,
            Instant now) {
        if (!used.isFor(draft.claim())) {
            return new Claimed.Answered(
                    replies.refused(
                            PaymentError.IDEMPOTENCY_KEY_REUSED,
                            differing(used.claim().fields(), draft.claim().fields()),
                            draft.claim().ids(),
                            new ReplyFormat.About(used.paymentId(), used.operationId())));
        }
        if (used.reply() != null) {
            return new Claimed.Answered(used.reply());
        }
        Operation operation = Objects.requireNonNull(open.get(used.operation()));
        Payment payment = Objects.requireNonNull(current.get(used.operation().payment()));
        boolean running = operation.dueAt().isAfter(now);
        boolean toldPending = running && payment.latest().resolveBy() != null;
        if (operation.status() == OperationStatus.UNKNOWN || toldPending) {
            return new Claimed.Answered(
                    replies.pending(payment, operation).as(Reply.Origin.REPLAYED));
        }
        if (running) {
            return inProgress(draft.claim(), new ReplyFormat.About(payment.id(), operation.id()));
        }
        Operation mine = operation.takenOver(now, now.plus(limits.lease()));
        store.operations().reschedule(tx, operation, mine);
        open.put(mine.due(), mine);
        return new Claimed.Started(payment, mine, true, draft.claim().ids());
    }

    private Claimed inProgress(Claim claim, ReplyFormat.About about) {
        return new Claimed.Running(
                replies.refused(
                        PaymentError.IDEMPOTENCY_IN_PROGRESS,
                        "ask again with the same key",
                        claim.ids(),
                        about));
    }

    /** Names the top-level fields that differ, never their values. */
    private static String differing(Map<String, String> before, Map<String, String> now) {
        var names = new TreeSet<String>();
        names.addAll(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        return names.isEmpty()
                ? "the endpoint differs"
                : "these fields differ: " + String.join(", ", names);
    }
}
