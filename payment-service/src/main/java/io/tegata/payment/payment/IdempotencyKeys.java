package io.tegata.payment.payment;

import io.tegata.storage.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that merchants sent, kept in the database beside the payments: claimed and answered with
 * them or not at all.
 */
public interface IdempotencyKeys {

    /**
     * A key that was used before.
     *
     * @param reply the final answer; null while there is none
     */
    record Used(
            Claim claim,
            String paymentId,
            @Nullable String operationId,
            @Nullable Reply reply,
            Instant firstSeenAt) {

        /** Whether the same was asked then. */
        boolean isFor(Claim again) {
            return claim.fingerprint().equals(again.fingerprint());
        }

        /** The operation that it stands for, while there is no answer. */
        Operations.Due operation() {
            return new Operations.Due(
                    claim.merchantId(), paymentId, Objects.requireNonNull(operationId));
        }

        /** Whether its final answer is no longer kept. */
        boolean isOver(Instant now) {
            return reply != null && reply.expiresAt() != null && reply.expiresAt().isBefore(now);
        }
    }

    /** A key to claim, and the payment and operation that it will stand for. */
    record Wanted(Claim claim, String paymentId, String operationId) {}

    /**
     * Claims what nobody has claimed yet and returns how many those are; fails for none because of
     * another. No hash is wanted twice. Where it is not all, {@link #find} tells whose each key is:
     * a claimed one has the operation that was wanted.
     */
    int claim(Transaction tx, List<Wanted> wanted, Instant now);

    Map<String, Used> find(Transaction tx, Collection<String> keyHashes);

    /** A key as its merchant may see it: not after its time. */
    Optional<Used> find(String keyHash, Instant now);

    /** Stores the final answer with the claim, and the payment and operation that it is about. */
    void answer(
            Transaction tx,
            String keyHash,
            String paymentId,
            @Nullable String operationId,
            Reply reply);

    /** Takes a claim of this database transaction back: the key stays free. */
    void free(Transaction tx, String keyHash);

    /** Removes those of the keys whose time is over, so that they can be claimed again. */
    void forget(Transaction tx, Collection<String> keyHashes, Instant now);
}
