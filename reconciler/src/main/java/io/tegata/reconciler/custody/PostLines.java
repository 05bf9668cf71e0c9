package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.SettledLine;
import io.tegata.reconciler.neighbour.LedgerService;
import io.tegata.reconciler.neighbour.PaymentService;
import io.tegata.reconciler.neighbour.PaymentService.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Tells payment-service what was settled and has the ledger book it, batch by batch. Both know each
 * line by file hash and number, so that a crash in between only repeats a batch.
 */
public final class PostLines {

    private static final int BATCH = 256;

    private final StoredFiles files;
    private final PaymentService payments;
    private final LedgerService ledger;

    public PostLines(StoredFiles files, PaymentService payments, LedgerService ledger) {
        this.files = files;
        this.payments = payments;
        this.ledger = ledger;
    }

    /** Posts every line that is in custody and not posted yet; says how many after each batch. */
    public void post(LongConsumer posted) {
        for (List<StoredFile> page = files.toPost(); !page.isEmpty(); page = files.toPost()) {
            for (StoredFile file : page) {
                post(file, posted);
            }
        }
    }

    private void post(StoredFile start, LongConsumer posted) {
        StoredFile file = start;
        do {
            List<FileLine> lines = files.lines(file, BATCH);
            if (lines.isEmpty() && file.postedThrough() < file.lines()) {
                throw new IllegalStateException(file.name() + " lost lines in custody");
            }
            List<Long> unknown = lines.isEmpty() ? List.of() : post(file, lines);
            long through = lines.isEmpty() ? file.lines() : lines.getLast().lineNo();
            file = files.posted(file, through, unknown);
            posted.accept(lines.size());
        } while (file.postedThrough() < file.lines());
    }

    /** Returns the numbers of the lines that payment-service does not know. */
    private List<Long> post(StoredFile file, List<FileLine> lines) {
        List<Settled> settled =
                payments.settle(
                        file.acquirer(),
                        file.fileHash(),
                        lines.stream()
                                .map(
                                        line ->
                                                new PaymentService.Settlement(
                                                        line.lineNo(),
                                                        line.reference(),
                                                        StoredFiles.code(line.kind()),
                                                        line.gross(),
                                                        line.currency()))
                                .toList());
        var unknown = new ArrayList<Long>();
        var bookings = new ArrayList<LedgerService.Line>();
        for (int i = 0; i < lines.size(); i++) {
            FileLine line = lines.get(i);
            Settled answer = settled.get(i);
            if (answer.isUnknown()) {
                unknown.add(line.lineNo());
            }
            bookings.add(booking(file, line, answer));
        }
        ledger.post(bookings);
        return List.copyOf(unknown);
    }

    private static LedgerService.Line booking(StoredFile file, FileLine line, Settled answer) {
        boolean unknown = answer.isUnknown();
        // A line that nobody knows goes to suspense with its sign: a refund's gross is negative.
        boolean negative = unknown && line.kind() == SettledLine.Kind.REFUND;
        return new LedgerService.Line(
                file.fileHash(),
                line.lineNo(),
                file.acquirer(),
                unknown ? "unknown" : StoredFiles.code(line.kind()),
                negative ? -line.gross() : line.gross(),
                line.fee(),
                line.currency(),
                file.businessDate().toString(),
                unknown ? null : answer.operationId(),
                unknown ? null : answer.merchantId(),
                unknown ? null : answer.paymentId());
    }
}
