package io.tegata.ledger.entry;

import static java.util.Objects.requireNonNull;

import io.tegata.common.money.Money;
import io.tegata.ledger.LedgerError;
import io.tegata.ledger.account.Account;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.Balance;
import io.tegata.ledger.account.BalanceChange;
import io.tegata.ledger.entry.PostingResult.Refused;
import io.tegata.ledger.hold.Hold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides a batch, booking by booking in the order of arrival, and adds up what is to be written:
 * one change for each account and each hold, however many bookings touch it. Lives for one attempt
 * of one database transaction; not for use by many threads.
 */
public final class Tally {

    private final Map<AccountKey, Account> accounts;
    private final Map<HeldBy, Hold> holds;
    private final Map<String, Balance> balances;

    private final List<Booking> accepted = new ArrayList<>();
    private final List<SourceKey> refused = new ArrayList<>();
    private final List<Bar> barred = new ArrayList<>();
    private final SortedMap<String, BalanceChange> changes = new TreeMap<>();
    private final SortedMap<String, Long> taken = new TreeMap<>();
    private final Set<String> placed = new HashSet<>();

    /**
     * @param holds the holds that were found
     * @param balances what the accounts hold, by account id, so that limits are decided here; empty
     *     where the write itself shall find out whether a limit is hit
     */
    Tally(
            Map<AccountKey, Account> accounts,
            Map<HeldBy, Hold> holds,
            Map<String, Balance> balances) {
        this.accounts = Map.copyOf(accounts);
        this.holds = new HashMap<>(holds);
        this.balances = new HashMap<>(balances);
    }

    /** A hold that will never be placed, and the booking whose step would have released it. */
    public record Bar(Booking booking, Step.ReleaseOrBar step) {}

    /** Gives the key of a booking back that cannot be decided here. */
    void refuse(Booking booking) {
        refused.add(booking.key());
    }

    /** Accepts the booking as a whole, or says why nothing of it can be booked. */
    Optional<Refused> add(Booking booking) {
        var draft = new Draft(booking);
        Optional<Refused> refusal = draft.work().or(draft::beyondLimits);
        if (refusal.isPresent()) {
            refused.add(booking.key());
        } else {
            draft.accept(); // nothing may be refused from here on
        }
        return refusal;
    }

    /** The bookings to write. */
    public List<Booking> accepted() {
        return accepted;
    }

    /** Keys that were claimed and are given back. */
    public List<SourceKey> refused() {
        return refused;
    }

    /** The keys of holds to take for good, because nothing may be held under them any more. */
    public List<Bar> barred() {
        return barred;
    }

    /** What each account's balance changes by, in the order of account ids. */
    public SortedMap<String, BalanceChange> changes() {
        return changes;
    }

    /**
     * What is taken off each hold that was there before, in minor units, in the order of hold ids.
     */
    public SortedMap<String, Long> taken() {
        return taken;
    }

    /**
     * What the batch leaves of a hold that an accepted booking of it places. The row is written
     * once, as it is in the end: an update would not see what the same database transaction
     * inserts.
     */
    public Money remainingOf(HeldBy name) {
        return hold(name).remaining();
    }

    /** The id of an account that an accepted booking names. */
    public String accountId(AccountKey key) {
        Account account = accounts.get(key);
        if (account == null) {
            throw new IllegalStateException("account " + key + " was not opened");
        }
        return account.id();
    }

    public boolean isHeld(HeldBy name) {
        return holds.containsKey(name);
    }

    /** The id of a hold that an accepted booking takes from. */
    public String holdId(HeldBy name) {
        return hold(name).id();
    }

    private Hold hold(HeldBy name) {
        Hold hold = holds.get(name);
        if (hold == null) {
            throw new IllegalStateException("no hold of " + name);
        }
        return hold;
    }

    /** What one booking would change, kept apart until all of it is known to be possible. */
    private final class Draft {

        private final Booking booking;
        private final Map<HeldBy, Hold> left = new HashMap<>();
        private final SortedMap<String, BalanceChange> added = new TreeMap<>();
        private final Map<String, Long> takenOff = new HashMap<>();
        private final Set<String> places = new HashSet<>();
        private final List<Bar> bars = new ArrayList<>();

        Draft(Booking booking) {
            this.booking = booking;
        }

        /** Works the steps out; stops at the first that a hold does not allow. */
        Optional<Refused> work() {
            for (Step step : booking.steps()) {
                Optional<Refused> refusal =
                        switch (step) {
                            case Step.Post post -> post(post.entry());
                            case Step.Place place -> place(place);
                            case Step.Release release -> take(release.hold(), release.amount());
                            case Step.ReleaseOrBar release -> releaseOrBar(release);
                            case Step.PostHeld posted ->
                                    take(posted.hold(), posted.amount())
                                            .or(() -> post(posted.entry()));
                        };
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            return Optional.empty();
        }

        private Optional<Refused> post(JournalEntry entry) {
            for (Posting posting : entry.postings()) {
                add(
                        accountId(posting.account()),
                        BalanceChange.ofPosted(posting.inNormalDirection()));
            }
            return Optional.empty();
        }

        private Optional<Refused> place(Step.Place place) {
            String accountId = accountId(place.account());
            add(accountId, BalanceChange.ofHeld(place.amount().minor()));
            places.add(place.recordId());
            left.put(
                    new HeldBy(booking.source().id(), place.rule()),
                    new Hold(
                            place.recordId(),
                            accountId,
                            requireNonNull(booking.source().merchantId()),
                            requireNonNull(booking.source().paymentId()),
                            place.amount(),
                            place.amount()));
            return Optional.empty();
        }

        private Optional<Refused> releaseOrBar(Step.ReleaseOrBar release) {
            if (left.containsKey(release.hold()) || holds.containsKey(release.hold())) {
                return take(release.hold(), release.amount());
            }
            bars.add(new Bar(booking, release));
            return Optional.empty();
        }

        private Optional<Refused> take(HeldBy name, Money amount) {
            Hold hold = left.containsKey(name) ? left.get(name) : holds.get(name);
            if (hold == null
                    || !hold.merchantId().equals(booking.source().merchantId())
                    || !hold.paymentId().equals(booking.source().paymentId())) {
                return refuse(
                        name.rule().holdNotFound(),
                        "operation " + name.operationId() + " holds nothing");
            }
            if (!hold.amount().currency().equals(amount.currency())) {
                return refuse(
                        LedgerError.CURRENCY_MISMATCH,
                        "the hold is in "
                                + hold.amount().currency()
                                + ", not in "
                                + amount.currency());
            }
            if (amount.minor() > hold.remaining().minor()) {
                return refuse(
                        LedgerError.HOLD_EXCEEDED,
                        amount + " asked for, " + hold.remaining() + " of the hold remain");
            }
            if (name.rule().holdEndsInOnePiece() && !amount.equals(hold.remaining())) {
                return refuse(
                        LedgerError.HOLD_AMOUNT_DIFFERS,
                        amount + " asked for, the hold is of " + hold.remaining());
            }
            left.put(name, hold.less(amount));
            takenOff.merge(hold.id(), amount.minor(), Math::addExact);
            add(hold.accountId(), BalanceChange.ofHeld(-amount.minor()));
            return Optional.empty();
        }

        private void add(String accountId, BalanceChange change) {
            added.merge(accountId, change, BalanceChange::plus);
        }

        /** Asks the balances, where they were read. */
        Optional<Refused> beyondLimits() {
            for (Map.Entry<String, BalanceChange> change : added.entrySet()) {
                Balance before = balances.get(change.getKey());
                if (before == null) {
                    continue;
                }
                try {
                    if (before.plus(change.getValue()).isBelowFloor()) {
                        return refuse(
                                LedgerError.INSUFFICIENT_FUNDS,
                                "account " + change.getKey() + " would fall below its floor");
                    }
                } catch (ArithmeticException _) {
                    return refuse(
                            LedgerError.BALANCE_OUT_OF_RANGE,
                            "account " + change.getKey() + " is full");
                }
            }
            return Optional.empty();
        }

        void accept() {
            accepted.add(booking);
            barred.addAll(bars);
            holds.putAll(left);
            placed.addAll(places);
            takenOff.keySet().removeAll(placed);
            takenOff.forEach((hold, amount) -> taken.merge(hold, amount, Math::addExact));
            added.forEach((account, change) -> changes.merge(account, change, BalanceChange::plus));
            added.forEach(
                    (account, change) ->
                            balances.computeIfPresent(
                                    account, (_, balance) -> balance.plus(change)));
        }

        private static Optional<Refused> refuse(LedgerError code, String detail) {
            return Optional.of(new Refused(code, detail));
        }
    }
}
