package io.tegata.payment.payment;

import io.tegata.storage.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All payments of all merchants; each look-up names the merchant whose rows it may see. */
public interface Payments {

    /** Which payment of which merchant. */
    record Key(String merchantId, String paymentId) {}

    /**
     * Which payments of a merchant to list, newest first.
     *
     * @param limit 1–100
     * @param after the last payment of the page before
     */
    record Filter(
            String merchantId,
            int limit,
            @Nullable String merchantReference,
            @Nullable PaymentStatus status,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore,
            @Nullable Payment after) {}

    /**
     * Claims the merchants' references of new payments: of two with one reference the first gets
     * it. Returns the ids of those that did not get theirs, each with the id of the live payment
     * that has it.
     */
    Map<String, String> claimReferences(Transaction tx, Collection<Payment> payments);

    void freeReference(Transaction tx, Payment payment);

    Map<Key, Payment> find(Transaction tx, Collection<Key> keys);

    Optional<Payment> find(Key key);

    List<Payment> list(Filter filter);

    void insert(Transaction tx, Payment payment);

    /**
     * Replaces the version before; the database transaction fails when somebody else has replaced
     * it.
     */
    void update(Transaction tx, Payment before, Payment after);
}
