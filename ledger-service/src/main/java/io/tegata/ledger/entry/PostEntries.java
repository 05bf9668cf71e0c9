package io.tegata.ledger.entry;

import static java.util.Objects.requireNonNull;

import io.tegata.ledger.LedgerError;
import io.tegata.ledger.account.Account;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.account.Balance;
import io.tegata.ledger.entry.Books.Recorded;
import io.tegata.ledger.hold.Hold;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * The posting engine: books a list, at most {@value #MAX_AT_ONCE} items in one database
 * transaction, with one balance change for each touched account and an answer for each item. An
 * item that is refused fails alone. Sending an item again changes nothing. Safe for use by many
 * threads.
 */
public final class PostEntries {

    /**
     * Items in one database transaction. Spanner takes at most 950 parameters in a statement and
     * 80,000 mutations in a commit (its page of quotas); the claim of an item has twelve, and a
     * capture with its fee leaves about a hundred.
     */
    static final int MAX_AT_ONCE = 64;

    /**
     * How long a list waits for its turn. payment-service waits 10 s for an answer; what is left of
     * them is for the work itself, so that the caller is never gone when its answer comes.
     */
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);

    private final Transactions transactions;
    private final Accounts accounts;
    private final Books books;

    /**
     * Nearly all bookings share the platform's own accounts: two at once in one instance would only
     * abort each other, so they take turns, first come, first served.
     */
    private final ReentrantLock turn = new ReentrantLock(true);

    public PostEntries(Transactions transactions, Accounts accounts, Books books) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.books = books;
    }

    /**
     * Books what was not booked before, in order, and answers each item at its place.
     *
     * @throws LedgerBusy when the turn did not come in time; nothing was booked
     * @throws io.tegata.storage.StorageBusy when the database was too busy; what stands at the
     *     list's head may be booked
     * @throws io.tegata.storage.CommitUnknown when nobody knows whether the items of the last
     *     database transaction were booked; the same list again answers that
     */
    public List<PostingResult> post(List<Booking> bookings) {
        if (bookings.isEmpty()) {
            return List.of();
        }
        Map<AccountKey, Account> opened =
                accounts.opened(
                        bookings.stream().flatMap(Booking::accounts).collect(Collectors.toSet()));
        takeTurn();
        try {
            var results = new ArrayList<PostingResult>(bookings.size());
            for (List<Booking> batch : batches(bookings)) {
                results.addAll(book(batch, opened));
            }
            return results;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Cuts the list where a database transaction is full, and where a key comes again, so that the
     * second one meets what the first left.
     */
    private static List<List<Booking>> batches(List<Booking> bookings) {
        var batches = new ArrayList<List<Booking>>();
        var batch = new ArrayList<Booking>();
        var keys = new HashSet<SourceKey>();
        for (Booking booking : bookings) {
            if (batch.size() == MAX_AT_ONCE || booking.keys().anyMatch(keys::contains)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                keys.clear();
            }
            booking.keys().forEach(keys::add);
            batch.add(booking);
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    private void takeTurn() {
        try {
            if (!turn.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LedgerBusy("the turn to post did not come within " + MAX_WAIT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LedgerBusy("interrupted while waiting for the turn to post");
        }
    }

    private List<PostingResult> book(List<Booking> batch, Map<AccountKey, Account> opened) {
        try {
            return transactions.readWrite(
                    "post-entries", tx -> book(tx, batch, opened, Limits.LEFT_TO_THE_WRITE));
        } catch (StaleWrite | DataIntegrityViolationException _) {
            // An account's floor or range stands in the way of somebody in the batch, and all was
            // rolled back. Now the balances are read, and it is decided who that is.
            return transactions.readWrite(
                    "post-entries-by-balance", tx -> book(tx, batch, opened, Limits.READ_FIRST));
        }
    }

    /** Where an account's limit is looked at. */
    private enum Limits {
        LEFT_TO_THE_WRITE,
        READ_FIRST
    }

    private List<PostingResult> book(
            Transaction tx, List<Booking> batch, Map<AccountKey, Account> opened, Limits limits) {
        Claims claims = claim(tx, batch);
        Map<HeldBy, Hold> holds =
                books.holds(
                        tx,
                        batch.stream()
                                .filter(claims::hold)
                                .flatMap(Booking::holdsTaken)
                                .distinct()
                                .toList());
        Map<String, Balance> balances =
                switch (limits) {
                    case LEFT_TO_THE_WRITE -> Map.of();
                    case READ_FIRST -> books.balances(tx, touched(batch, opened, holds));
                };
        var tally = new Tally(opened, holds, balances);
        var results = new ArrayList<PostingResult>(batch.size());
        for (Booking booking : batch) {
            results.add(
                    claims.hold(booking)
                            ? decide(booking, tally, claims.recorded)
                            : compare(booking, claims.recorded));
        }
        books.write(tx, tally);
        return results;
    }

    /**
     * Which bookings are this database transaction's to book.
     *
     * @param recorded what stands under the keys of those that are not, and under corrected keys
     */
    private record Claims(Set<SourceKey> own, Map<SourceKey, Recorded> recorded) {

        boolean hold(Booking booking) {
            return own.contains(booking.key());
        }
    }

    /** Looks up nothing where every key was free, which is nearly always. */
    private Claims claim(Transaction tx, List<Booking> batch) {
        int claimed = books.claim(tx, batch);
        Stream<SourceKey> unsure =
                claimed == batch.size() ? Stream.empty() : batch.stream().map(Booking::key);
        Stream<SourceKey> corrected =
                batch.stream()
                        .flatMap(booking -> Stream.ofNullable(booking.corrects()))
                        .map(Booking.Corrected::key);
        Map<SourceKey, Recorded> recorded =
                books.recorded(tx, Stream.concat(unsure, corrected).distinct().toList());
        Set<SourceKey> own =
                batch.stream()
                        .filter(
                                booking ->
                                        claimed == batch.size()
                                                || (claimed > 0 && isOwn(booking, recorded)))
                        .map(Booking::key)
                        .collect(Collectors.toSet());
        if (own.size() != claimed) {
            throw new IllegalStateException(
                    claimed + " keys were free, but " + own.size() + " have the list's own record");
        }
        return new Claims(own, recorded);
    }

    private static boolean isOwn(Booking booking, Map<SourceKey, Recorded> recorded) {
        Recorded there = recorded.get(booking.key());
        return there != null && there.recordId().equals(booking.recordId());
    }

    /** Only this batch's, not the whole list's: a query's parameters are limited, too. */
    private static List<String> touched(
            List<Booking> batch, Map<AccountKey, Account> opened, Map<HeldBy, Hold> holds) {
        Stream<String> named =
                batch.stream()
                        .flatMap(Booking::accounts)
                        .map(key -> requireNonNull(opened.get(key)).id());
        Stream<String> held = holds.values().stream().map(Hold::accountId);
        return Stream.concat(named, held).distinct().toList();
    }

    private static PostingResult decide(
            Booking booking, Tally tally, Map<SourceKey, Recorded> earlier) {
        Booking.Corrected corrected = booking.corrects();
        if (corrected != null && !isThere(corrected, earlier)) {
            tally.refuse(booking);
            return new PostingResult.Refused(
                    LedgerError.NOT_IN_SUSPENSE,
                    corrected.key() + " was not booked, or with other facts");
        }
        Optional<PostingResult.Refused> refusal = tally.add(booking);
        return refusal.isPresent() ? refusal.get() : new PostingResult.Posted(booking.recordId());
    }

    private static boolean isThere(Booking.Corrected corrected, Map<SourceKey, Recorded> earlier) {
        Recorded first = earlier.get(corrected.key());
        return first != null && first.facts().equals(corrected.facts());
    }

    private static PostingResult compare(Booking booking, Map<SourceKey, Recorded> earlier) {
        Recorded first = earlier.get(booking.key());
        if (first == null) {
            throw new IllegalStateException(booking.key() + " is claimed, but not there");
        }
        if (first.nothing() && booking.steps().getFirst() instanceof Step.Place) {
            return new PostingResult.Refused(
                    LedgerError.HOLD_RELEASED,
                    "operation " + booking.source().id() + " ended before its hold was asked for");
        }
        Optional<String> difference = first.facts().firstDifference(booking.source().facts());
        return difference.isEmpty()
                ? new PostingResult.Replayed(first.recordId())
                : new PostingResult.Refused(
                        LedgerError.POSTING_KEY_CONFLICT,
                        booking.key() + " was booked with another " + difference.get());
    }
}
