package io.tegata.reconciler.run;

import io.tegata.reconciler.custody.FileOutcome;
import io.tegata.reconciler.custody.PostLines;
import io.tegata.reconciler.custody.SettledLines;
import io.tegata.reconciler.custody.StoredFiles;
import io.tegata.reconciler.custody.StoredLines;
import io.tegata.reconciler.custody.TakeFiles;
import io.tegata.reconciler.discrepancy.StoredDiscrepancies;
import io.tegata.reconciler.matching.ExternalPass;
import io.tegata.reconciler.matching.InternalPass;
import io.tegata.reconciler.matching.PassTotals;
import io.tegata.reconciler.neighbour.LedgerService;
import io.tegata.reconciler.neighbour.PaymentService;
import io.tegata.reconciler.neighbour.PaymentService.Order;
import io.tegata.reconciler.run.Run.Status;
import io.tegata.reconciler.run.Run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One run from the inbox to its report: take the files, post their lines, choose the settled cut,
 * compare payments with the ledger and with the acquirers.
 */
public final class ReconcileBooks {

    /** The two sides that are not ours to change. */
    public record Neighbours(PaymentService payments, LedgerService ledger) {}

    /** Files: from the inbox into custody, and from there to the neighbours. */
    public record Custody(TakeFiles take, PostLines post, StoredFiles files, StoredLines lines) {}

    /**
     * What is no discrepancy yet.
     *
     * @param settlement how far the clocks of acquirer and platform may be apart
     * @param inFlight how long an operation may be on its way
     */
    public record Graces(Duration settlement, Duration inFlight) {}

    private final Neighbours neighbours;
    private final Custody custody;
    private final SettledCut settledCut;
    private final Graces graces;
    private final StoredDiscrepancies discrepancies;
    private final Runs runs;

    public ReconcileBooks(
            Neighbours neighbours,
            Custody custody,
            SettledCut settledCut,
            Graces graces,
            StoredDiscrepancies discrepancies,
            Runs runs) {
        this.neighbours = neighbours;
        this.custody = custody;
        this.settledCut = settledCut;
        this.graces = graces;
        this.discrepancies = discrepancies;
        this.runs = runs;
    }

    /** Runs on the caller's thread; throws what keeps it from an end. */
    RunEnd reconcile(String runId, StopSignal stop) {
        var progress = new Progress(runId, runs, stop);
        var findings = new RunFindings(runId, discrepancies);

        progress.begin(Step.TAKING_FILES);
        List<FileOutcome> files = custody.take().take(findings);
        progress.begin(Step.POSTING_LINES);
        custody.post().post(progress::add);

        progress.begin(Step.WAITING_FOR_LEDGER);
        Instant settledAt = settledCut.choose(earliestCut(), stop);
        runs.settled(runId, settledAt);
        Optional<Instant> undelivered = settledCut.awaitDelivery(settledAt, stop);
        if (undelivered.isPresent()) {
            findings.store();
            return new RunEnd(
                    Status.INCOMPLETE,
                    "the ledger lacks events since " + undelivered.get(),
                    RunReport.of(files, findings.counts()));
        }

        progress.begin(Step.COMPARING_LEDGER);
        PassTotals internal = compareLedger(settledAt, findings, progress);
        progress.begin(Step.COMPARING_ACQUIRERS);
        PassTotals external = compareAcquirers(settledAt, findings, progress);
        findings.store();

        RunReport report = RunReport.of(files, internal, external, findings.counts());
        if (!internal.close() || !external.close()) {
            return new RunEnd(Status.FAILED, "the control totals do not close", report);
        }
        long _ = discrepancies.resolveOthers(runId);
        return new RunEnd(Status.CLOSED, null, report);
    }

    /**
     * A line that payment-service did not know may belong to an operation that was just finishing:
     * it can be judged only at a cut after the acquirer's.
     */
    private Instant earliestCut() {
        return custody.files().cutsWithUnknownLines().values().stream()
                .max(Comparator.naturalOrder())
                .map(cut -> cut.plus(graces.settlement()))
                .orElse(Instant.EPOCH);
    }

    private PassTotals compareLedger(Instant settledAt, RunFindings findings, Progress progress) {
        var pass = new InternalPass(findings, settledAt.minus(graces.inFlight()));
        return neighbours
                .payments()
                .operations(
                        settledAt,
                        Order.OPERATION,
                        operations ->
                                neighbours
                                        .ledger()
                                        .records(
                                                settledAt,
                                                records ->
                                                        pass.run(
                                                                progress.counting(operations),
                                                                progress.counting(records))));
    }

    private PassTotals compareAcquirers(
            Instant settledAt, RunFindings findings, Progress progress) {
        var bounds =
                new ExternalPass.Bounds(
                        settledAt,
                        custody.files().lastCuts(),
                        graces.settlement(),
                        settledAt.minus(graces.inFlight()));
        var pass = new ExternalPass(findings, bounds);
        return neighbours
                .payments()
                .operations(
                        settledAt,
                        Order.ATTEMPT,
                        operations ->
                                pass.run(
                                        progress.counting(operations),
                                        progress.counting(new SettledLines(custody.lines()))));
    }
}
