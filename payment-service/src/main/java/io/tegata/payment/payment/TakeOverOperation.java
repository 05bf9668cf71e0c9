package io.tegata.payment.payment;

import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes an operation over whose lease or pause is over; of two who try, one gets it. */
public final class TakeOverOperation {

    private final Transactions transactions;
    private final PaymentStore store;
    private final Clock clock;
    private final Limits limits;

    public TakeOverOperation(
            Transactions transactions, PaymentStore store, Clock clock, Limits limits) {
        this.transactions = transactions;
        this.store = store;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * The operation, ours until the lease ends; empty when it has ended or somebody else has it.
     */
    public Optional<Claimed.Started> takeOver(Operations.Due due) {
        Instant now = clock.instant();
        try {
            return transactions.readWrite(
                    "take-over-operation",
                    tx -> {
                        Operation operation = store.operations().find(tx, Set.of(due)).get(due);
                        if (operation == null
                                || operation.status().isFinal()
                                || operation.dueAt().isAfter(now)) {
                            return Optional.empty();
                        }
                        Payments.Key key = due.payment();
                        Operation mine = operation.takenOver(now, now.plus(limits.lease()));
                        store.operations().reschedule(tx, operation, mine);
                        return Optional.ofNullable(store.payments().find(tx, List.of(key)).get(key))
                                .map(
                                        payment ->
                                                new Claimed.Started(
                                                        payment, mine, true, RequestIds.NONE));
                    });
        } catch (StaleWrite somebodyElse) {
            return Optional.empty();
        }
    }
}
