package io.tegata.ledger.testing;

import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.event.PaymentEvent.Authorized;
import io.tegata.ledger.event.PaymentEvent.Captured;
import io.tegata.ledger.event.PaymentEvent.RefundAsked;
import io.tegata.ledger.event.PaymentEvent.RefundFailed;
import io.tegata.ledger.event.PaymentEvent.RefundSucceeded;
import io.tegata.ledger.event.PaymentEvent.Voided;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The books of one merchant and acquirer, written down a second time in the plainest way: a few
 * numbers and maps. It predicts each answer, too.
 */
public final class LedgerModel {

    private static final String POSTED = "posted";

    private final long overdraft;
    private Numbers now = new Numbers();

    public LedgerModel(long overdraft) {
        this.overdraft = overdraft;
    }

    /** Everything that changes, so that it can be copied. */
    private static final class Numbers {
        private long pending;
        private long pendingHeld;
        private long receivable;
        private final Map<String, PaymentEvent> booked = new HashMap<>();
        private final Map<String, Long> memos = new HashMap<>();
        private final Map<String, Long> refunds = new HashMap<>();
        private final Set<String> barred = new HashSet<>();

        Numbers copy() {
            var copy = new Numbers();
            copy.pending = pending;
            copy.pendingHeld = pendingHeld;
            copy.receivable = receivable;
            copy.booked.putAll(booked);
            copy.memos.putAll(memos);
            copy.refunds.putAll(refunds);
            copy.barred.addAll(barred);
            return copy;
        }
    }

    public long pending() {
        return now.pending;
    }

    public long pendingHeld() {
        return now.pendingHeld;
    }

    public long receivable() {
        return now.receivable;
    }

    public long memoHeld() {
        return now.memos.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Books a list as the ledger promises: cut where a key repeats; a piece is taken whole when it
     * keeps the floor at its end, else item by item.
     */
    public List<String> book(List<PaymentEvent> events) {
        var answers = new ArrayList<String>();
        var piece = new ArrayList<PaymentEvent>();
        for (PaymentEvent event : events) {
            if (piece.stream()
                    .anyMatch(other -> !Collections.disjoint(touched(other), touched(event)))) {
                answers.addAll(bookPiece(piece));
                piece.clear();
            }
            piece.add(event);
        }
        answers.addAll(bookPiece(piece));
        return answers;
    }

    private List<String> bookPiece(List<PaymentEvent> piece) {
        Numbers before = now.copy();
        List<String> answers = piece.stream().map(event -> book(event, false)).toList();
        if (now.pending - now.pendingHeld >= -overdraft) {
            return answers;
        }
        now = before;
        return piece.stream().map(event -> book(event, true)).toList();
    }

    private String book(PaymentEvent event, boolean keepingTheFloor) {
        PaymentEvent first = now.booked.get(key(event));
        if (first != null) {
            return first.equals(event) ? "replayed" : "posting_key_conflict";
        }
        Numbers before = now.copy();
        String answer = apply(event);
        if (keepingTheFloor
                && answer.equals(POSTED)
                && now.pending - now.pendingHeld < -overdraft) {
            answer = "insufficient_funds";
        }
        if (answer.equals(POSTED)) {
            now.booked.put(key(event), event);
        } else {
            now = before;
        }
        return answer;
    }

    private String apply(PaymentEvent event) {
        String id = event.operation().id();
        long amount = event.operation().amount().minor();
        return switch (event) {
            case Authorized _ -> {
                now.memos.put(id, amount);
                yield POSTED;
            }
            case Captured captured -> {
                now.receivable += amount;
                now.pending += amount - (amount * 290 + 5_000) / 10_000;
                yield captured.authorizationId() == null
                        ? POSTED
                        : takeMemo(
                                captured.authorizationId(), amount + captured.released().minor());
            }
            case Voided voided -> takeMemo(voided.authorizationId(), amount);
            case RefundAsked _ when now.barred.contains(id) -> "hold_released";
            case RefundAsked _ -> {
                now.refunds.put(id, amount);
                now.pendingHeld += amount;
                yield POSTED;
            }
            case RefundSucceeded _ -> {
                String answer = endRefund(id, amount);
                if (answer.equals(POSTED)) {
                    now.pending -= amount;
                    now.receivable -= amount;
                }
                yield answer;
            }
            case RefundFailed _ when !now.refunds.containsKey(id) -> {
                now.barred.add(id); // nothing is held, and nothing ever will be
                yield POSTED;
            }
            case RefundFailed _ -> endRefund(id, amount);
        };
    }

    private String takeMemo(String authorization, long amount) {
        Long left = now.memos.get(authorization);
        if (left == null) {
            return "authorization_not_found";
        }
        if (amount > left) {
            return "hold_exceeded";
        }
        now.memos.put(authorization, left - amount);
        return POSTED;
    }

    private String endRefund(String id, long amount) {
        Long left = now.refunds.get(id);
        if (left == null) {
            return "hold_not_found";
        }
        if (amount > left) {
            return "hold_exceeded";
        }
        if (amount != left) {
            return "hold_amount_differs";
        }
        now.refunds.put(id, 0L);
        now.pendingHeld -= amount;
        return POSTED;
    }

    /** What an event may claim: its own key, and that of a hold that it bars. */
    private static Set<String> touched(PaymentEvent event) {
        return event instanceof RefundFailed(var operation)
                ? Set.of(key(event), key(new RefundAsked(operation)))
                : Set.of(key(event));
    }

    /** One kind of event is booked once for each operation. */
    private static String key(PaymentEvent event) {
        return event.getClass().getSimpleName() + " " + event.operation().id();
    }
}
