package io.tegata.reconciler.custody;

import io.tegata.reconciler.custody.StoredLines.OpenLine;
import io.tegata.reconciler.matching.SettledLine;
import io.tegata.reconciler.matching.SettledLine.Standing;
import io.tegata.reconciler.neighbour.LedgerService;
import io.tegata.reconciler.neighbour.LedgerService.Booked;
import io.tegata.reconciler.neighbour.PaymentService;
import io.tegata.reconciler.neighbour.PaymentService.Answer;
import io.tegata.reconciler.neighbour.PaymentService.Settled;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells payment-service what was settled and has the ledger book it, batch by batch. Both know each
 * line by file hash and number, so that a crash in between only repeats a batch. A line that is not
 * done after that (its operation has not ended, nobody knows it, the ledger refused it) is told
 * again in every later run.
 */
public final class PostLines {

    private static final int BATCH = 256;

    /** The file that lines are told of; its business date is their value date. */
    record File(String acquirer, String fileHash, LocalDate businessDate) {}

    private final StoredFiles files;
    private final StoredLines lines;
    private final PaymentService payments;
    private final LedgerService ledger;

    public PostLines(
            StoredFiles files, StoredLines lines, PaymentService payments, LedgerService ledger) {
        this.files = files;
        this.lines = lines;
        this.payments = payments;
        this.ledger = ledger;
    }

    /**
     * Posts every line that is in custody and not done: those of earlier runs, then new ones. Says
     * how many after each batch.
     */
    public void post(LongConsumer posted) {
        postAgain(posted);
        for (List<StoredFile> page = files.toPost(); !page.isEmpty(); page = files.toPost()) {
            for (StoredFile file : page) {
                post(file, posted);
            }
        }
    }

    private void postAgain(LongConsumer posted) {
        for (List<OpenLine> page = lines.open(null, BATCH);
                !page.isEmpty();
                page = lines.open(page.getLast(), BATCH)) {
            for (int from = 0; from < page.size(); ) {
                int to = endOfFile(page, from);
                File file = page.get(from).file();
                List<LineToTell> again =
                        page.subList(from, to).stream().map(OpenLine::line).toList();
                lines.remember(file, tell(file, again));
                posted.accept(again.size());
                from = to;
            }
        }
    }

    /** The lines are sorted by file. */
    private static int endOfFile(List<OpenLine> page, int from) {
        int to = from + 1;
        while (to < page.size() && page.get(to).file().equals(page.get(from).file())) {
            to++;
        }
        return to;
    }

    private void post(StoredFile start, LongConsumer posted) {
        StoredFile file = start;
        do {
            List<FileLine> next = files.lines(file, BATCH);
            if (next.isEmpty() && file.postedThrough() < file.lines()) {
                throw new IllegalStateException(file.name() + " lost lines in custody");
            }
            List<ToldLine> told =
                    tell(
                            file.key(),
                            next.stream().map(line -> new LineToTell(line, null, null)).toList());
            long through = next.isEmpty() ? file.lines() : next.getLast().lineNo();
            file = files.posted(file, through, told);
            posted.accept(next.size());
        } while (file.postedThrough() < file.lines());
    }

    /** Returns what is new of these lines. */
    private List<ToldLine> tell(File file, List<LineToTell> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        List<Settled> answers =
                payments.settle(
                        file.acquirer,
                        file.fileHash,
                        batch.stream().map(one -> settlement(one.line())).toList());
        Map<Long, Booked> booked = book(file, batch, answers);
        var news = new ArrayList<ToldLine>();
        for (int i = 0; i < batch.size(); i++) {
            LineToTell before = batch.get(i);
            ToldLine told =
                    told(before, answers.get(i).answer(), booked.get(before.line().lineNo()));
            if (before.changesTo(told)) {
                news.add(told);
            }
        }
        return List.copyOf(news);
    }

    private static PaymentService.Settlement settlement(FileLine line) {
        return new PaymentService.Settlement(
                line.lineNo(),
                line.reference(),
                StoredLines.code(line.kind()),
                line.gross(),
                line.currency());
    }

    /** What the ledger says to the lines that there is something to book of, by line number. */
    private Map<Long, Booked> book(File file, List<LineToTell> batch, List<Settled> answers) {
        var bookings = new ArrayList<LedgerService.Line>();
        for (int i = 0; i < batch.size(); i++) {
            booking(file, batch.get(i), answers.get(i)).ifPresent(bookings::add);
        }
        var booked = new HashMap<Long, Booked>();
        ledger.post(bookings).forEach(one -> booked.put(one.lineNo(), one));
        // A crash may have come after the ledger took an unknown line into suspense and before we
        // remembered that: now that the line is known, the ledger has it under its key already.
        List<LedgerService.Line> perhapsInSuspense =
                bookings.stream()
                        .filter(line -> line.operationId() != null)
                        .filter(line -> isConflict(booked.get(line.lineNo())))
                        .map(LedgerService.Line::fromSuspense)
                        .toList();
        for (Booked correction : ledger.post(perhapsInSuspense)) {
            if (!correction.isRefused()) {
                booked.put(correction.lineNo(), correction);
            }
        }
        return booked;
    }

    private static boolean isConflict(@Nullable Booked booked) {
        return booked != null && booked.isConflict();
    }

    /** Empty when there is nothing to book now. */
    private static Optional<LedgerService.Line> booking(
            File file, LineToTell told, Settled answer) {
        return switch (answer.answer()) {
            case SETTLED -> {
                LedgerService.Line settled = settled(file, told.line(), answer);
                yield Optional.of(told.isInSuspense() ? settled.fromSuspense() : settled);
            }
            case UNKNOWN ->
                    told.isInSuspense()
                            ? Optional.empty()
                            : Optional.of(unknown(file, told.line()));
            case PENDING -> Optional.empty();
        };
    }

    private static LedgerService.Line settled(File file, FileLine line, Settled answer) {
        return new LedgerService.Line(
                file.fileHash,
                line.lineNo(),
                file.acquirer,
                StoredLines.code(line.kind()),
                line.gross(),
                line.fee(),
                line.currency(),
                file.businessDate.toString(),
                answer.operationId(),
                answer.merchantId(),
                answer.paymentId());
    }

    /** A line that nobody knows goes to suspense with its sign: a refund's gross is negative. */
    private static LedgerService.Line unknown(File file, FileLine line) {
        return new LedgerService.Line(
                file.fileHash,
                line.lineNo(),
                file.acquirer,
                "unknown",
                line.kind() == SettledLine.Kind.REFUND ? -line.gross() : line.gross(),
                line.fee(),
                line.currency(),
                file.businessDate.toString(),
                null,
                null,
                null);
    }

    private static ToldLine told(LineToTell before, Answer answer, @Nullable Booked booked) {
        long number = before.line().lineNo();
        Standing otherwise = before.isInSuspense() ? Standing.SUSPENSE : Standing.REFUSED;
        if (booked != null && booked.isRefused()) {
            return new ToldLine(number, otherwise, booked.code() + ": " + booked.detail());
        }
        return switch (answer) {
            case SETTLED -> new ToldLine(number, Standing.BOOKED, null);
            case UNKNOWN -> new ToldLine(number, Standing.SUSPENSE, null);
            case PENDING ->
                    new ToldLine(
                            number,
                            before.isInSuspense() ? Standing.SUSPENSE : Standing.PENDING,
                            null);
        };
    }
}
