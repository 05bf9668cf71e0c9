package io.tegata.payment.payment;

import io.tegata.storage.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of payments, the attempts sent for them, and how they ended. */
public interface Operations {

    /** Names an operation that somebody must look after. */
    record Due(String merchantId, String paymentId, String operationId) {

        public Payments.Key payment() {
            return new Payments.Key(merchantId, paymentId);
        }
    }

    /**
     * Stores the operation, its first attempt and its place in the work list, before anything is
     * sent.
     */
    void insert(Transaction tx, Payment payment, Operation operation);

    Map<Due, Operation> find(Transaction tx, Collection<Due> keys);

    /** A refund by its id; empty for another merchant's as for one that never was. */
    Optional<Operation> findRefund(String merchantId, String refundId);

    /** Moves fence, status and due time from one to the other; fails when the fence was lost. */
    void reschedule(Transaction tx, Operation before, Operation after);

    /** Stores how it ended and takes it off the work list; fails when the fence was lost. */
    void end(Transaction tx, Payment payment, Operation before, Operation after);

    /** Operations whose lease or pause is over, at most {@code limit}. */
    List<Due> due(Instant now, int limit);
}
