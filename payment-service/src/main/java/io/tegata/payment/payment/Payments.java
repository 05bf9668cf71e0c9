package io.tegata.payment.payment;

import io.tegata.storage.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * Claims the merchants' references of new payments; returns the payment ids that got theirs: of
     * two with one reference the first.
     */
    Set<String> claimReferences(Transaction tx, Collection<Payment> payments);

    /** The live payments that have the references of these, by the id of who did not get it. */
    Map<String, String> holdersOfReferences(Transaction tx, Collection<Payment> refused);

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
