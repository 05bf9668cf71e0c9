package io.tegata.payment.payment;

import io.tegata.payment.payment.IdempotencyKeys.Used;
import io.tegata.storage.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which commands of a list have their key for themselves, and what the other keys stand for. Of
 * several commands with one key in one list, the first is the one that the claim stands for.
 */
final class ClaimedKeys {

    private final Set<String> winners;
    private final Map<String, Used> used;

    private ClaimedKeys(Set<String> winners, Map<String, Used> used) {
        this.winners = winners;
        this.used = used;
    }

    /**
     * One statement where nobody used a key before, two where somebody did, two more where its time
     * is over: it gives way to the new request. However many commands there are.
     */
    static ClaimedKeys claim(
            Transaction tx, IdempotencyKeys keys, List<Draft> drafts, Instant now) {
        var first = new LinkedHashMap<String, Draft>();
        drafts.forEach(draft -> first.putIfAbsent(draft.claim().keyHash(), draft));
        int claimed = keys.claim(tx, wanted(first, first.keySet()), now);
        var used = new HashMap<String, Used>();
        if (claimed < first.size()) {
            used.putAll(keys.find(tx, first.keySet()));
            // Which rows were inserted is not asked of the database: an older emulator names
            // others.
            used.entrySet().removeIf(key -> isOwn(key.getValue(), first.get(key.getKey())));
            claimExpired(tx, keys, first, used, now);
        }
        return new ClaimedKeys(
                first.entrySet().stream()
                        .filter(draft -> !used.containsKey(draft.getKey()))
                        .map(draft -> draft.getValue().operationId())
                        .collect(Collectors.toUnmodifiableSet()),
                Map.copyOf(used));
    }

    private static boolean isOwn(Used key, @Nullable Draft draft) {
        return draft != null && draft.operationId().equals(key.operationId());
    }

    private static void claimExpired(
            Transaction tx,
            IdempotencyKeys keys,
            Map<String, Draft> first,
            Map<String, Used> used,
            Instant now) {
        Set<String> expired =
                used.entrySet().stream()
                        .filter(key -> key.getValue().isOver(now))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        if (expired.isEmpty()) {
            return;
        }
        keys.forget(tx, expired, now);
        int claimed = keys.claim(tx, wanted(first, expired), now);
        if (claimed != expired.size()) {
            throw new IllegalStateException(
                    "of %d keys whose time was over %d could be claimed"
                            .formatted(expired.size(), claimed));
        }
        used.keySet().removeAll(expired);
    }

    private static List<IdempotencyKeys.Wanted> wanted(
            Map<String, Draft> first, Set<String> hashes) {
        return first.values().stream()
                .filter(draft -> hashes.contains(draft.claim().keyHash()))
                .map(Draft::wanted)
                .toList();
    }

    /** Whether the command is the one that its key stands for from now on. */
    boolean isWinner(Draft draft) {
        return winners.contains(draft.operationId());
    }

    /** What the command's key stands for since an earlier request; null if there was none. */
    @Nullable Used usedBefore(Draft draft) {
        return used.get(draft.claim().keyHash());
    }
}
