package io.tegata.payment.payment;

import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.AcquirerAnswer;
import io.tegata.payment.acquirer.AcquirerRequest;
import io.tegata.payment.acquirer.Acquirers;
import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.RecordResults.Ended;
import io.tegata.storage.GroupCommit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a stored operation to its end, outside every database transaction: hold the money where it
 * must be there first, ask the acquirer, record. What was taken over after a crash asks the
 * acquirer first what it knows.
 */
public final class DriveOperation {

    private static final Logger log = LoggerFactory.getLogger(DriveOperation.class);
    private static final int MAX_BATCH = 64;
    private static final int MAX_WAITING = 1024;
    private static final String UNAVAILABLE = PaymentError.ACQUIRER_UNAVAILABLE.code();

    private final Acquirers acquirers;
    private final LedgerHolds holds;
    private final RecordResults results;
    private final GroupCommit<Ended, Reply> endings;
    private final ReplyFormat replies;
    private final Clock clock;
    private final Duration lease;

    public DriveOperation(
            Acquirers acquirers,
            LedgerHolds holds,
            RecordResults results,
            ReplyFormat replies,
            Clock clock,
            Duration lease) {
        this.acquirers = acquirers;
        this.holds = holds;
        this.results = results;
        this.endings = new GroupCommit<>("record-results", MAX_BATCH, MAX_WAITING, results::record);
        this.replies = replies;
        this.clock = clock;
        this.lease = lease;
    }

    /** The final answer, or 202 where nobody knows yet; after the claim there is no other. */
    public Reply drive(Started started) {
        try {
            return started.takenOver() ? ask(started).as(Reply.Origin.RESUMED) : send(started);
        } catch (RuntimeException failure) {
            // The claim is durable and the request may have been sent: the lease brings the
            // resolver.
            log.atError()
                    .addKeyValue("payment_id", started.payment().id())
                    .addKeyValue("operation_id", started.operation().id())
                    .setCause(failure)
                    .log("an operation stays open until its lease ends");
            return replies.pending(started.payment(), started.operation());
        }
    }

    private Reply send(Started started) {
        if (started.operation().kind() == OperationKind.REFUND) {
            switch (holds.place(started.payment(), started.operation())) {
                case LedgerHolds.Answer.Placed() -> {}
                case LedgerHolds.Answer.Refused() -> {
                    return end(
                            started,
                            OperationStatus.FAILED,
                            PaymentError.INSUFFICIENT_FUNDS.code(),
                            false);
                }
                case LedgerHolds.Answer.NotSent() -> {
                    // After a takeover the hold may be there from before the crash.
                    return started.takenOver()
                            ? postpone(started, OperationStatus.IN_FLIGHT, "ledger_not_reached")
                            : end(started, OperationStatus.FAILED, UNAVAILABLE, false);
                }
                case LedgerHolds.Answer.Unknown() -> {
                    // Nobody has asked the acquirer: the resolver places the hold again, then
                    // sends.
                    return postpone(started, OperationStatus.IN_FLIGHT, "ledger_did_not_answer");
                }
            }
        }
        if (clock.instant()
                .plus(acquirer(started).deadline())
                .isAfter(started.operation().dueAt())) {
            // The lease would end before the answer comes: whoever holds the next one decides,
            // after asking.
            return replies.pending(started.payment(), started.operation());
        }
        AcquirerAnswer answer =
                acquirer(started).send(request(started.payment(), started.operation()));
        return answer instanceof AcquirerAnswer.NotSent(var why) && started.takenOver()
                ? postpone(started, OperationStatus.IN_FLIGHT, why)
                : record(started, answer);
    }

    /**
     * Somebody may have sent it before: the acquirer says what it knows of the reference. A
     * question that got no answer changes nothing: what was in flight stays so, and may still be
     * sent.
     */
    private Reply ask(Started started) {
        Operation operation = started.operation();
        AcquirerAnswer answer = acquirer(started).query(request(started.payment(), operation));
        boolean mayStillSend =
                operation.status() == OperationStatus.IN_FLIGHT
                        && acquirer(started).isIdempotentByReference();
        return switch (answer) {
            case AcquirerAnswer.NotFound() when mayStillSend -> send(started);
            case AcquirerAnswer.NotSent(var why) -> postpone(started, operation.status(), why);
            case AcquirerAnswer.Unknown(var why) -> postpone(started, operation.status(), why);
            case AcquirerAnswer.Approved _, AcquirerAnswer.Declined _, AcquirerAnswer.NotFound _ ->
                    record(started, answer);
        };
    }

    private Reply record(Started started, AcquirerAnswer answer) {
        return switch (answer) {
            case AcquirerAnswer.Approved() -> end(started, OperationStatus.SUCCEEDED, null, true);
            case AcquirerAnswer.Declined(var code) ->
                    end(started, OperationStatus.DECLINED, code, true);
            case AcquirerAnswer.NotSent(var why) -> {
                log(started, "not sent: " + why);
                yield end(started, OperationStatus.FAILED, UNAVAILABLE, true);
            }
            case AcquirerAnswer.NotFound() ->
                    mayStillArrive(started)
                            ? postpone(started, OperationStatus.UNKNOWN, "not_found_yet")
                            : end(started, OperationStatus.FAILED, UNAVAILABLE, true);
            case AcquirerAnswer.Unknown(var why) -> postpone(started, OperationStatus.UNKNOWN, why);
        };
    }

    /**
     * Nobody sends after its lease: from the end of the last one under which it may have been sent,
     * the window counts.
     */
    private boolean mayStillArrive(Started started) {
        Instant lastSent = started.operation().sentFrom().plus(lease);
        return clock.instant().isBefore(lastSent.plus(acquirer(started).lateArrivalWindow()));
    }

    private Reply end(
            Started started, OperationStatus status, @Nullable String error, boolean held) {
        Reply reply =
                endings.submit(
                        new Ended(
                                started.payment(),
                                started.operation(),
                                status,
                                error,
                                held,
                                started.ids()));
        log(started, status.code());
        return reply;
    }

    private Reply postpone(Started started, OperationStatus status, String why) {
        log(started, "still " + status.code() + ": " + why);
        return results.postpone(started.payment(), started.operation(), status);
    }

    private static void log(Started started, String what) {
        log.atInfo()
                .addKeyValue("payment_id", started.payment().id())
                .addKeyValue("operation_id", started.operation().id())
                .addKeyValue("merchant_id", started.payment().merchantId())
                .log("{} {}", started.operation().kind().code(), what);
    }

    private Acquirer acquirer(Started started) {
        return acquirers.byId(started.payment().acquirer());
    }

    private static AcquirerRequest request(Payment payment, Operation operation) {
        String reference = operation.attemptId();
        return switch (operation.kind()) {
            case AUTHORIZE, SALE ->
                    new AcquirerRequest.Charge(
                            reference,
                            payment.merchantId() + "/" + payment.merchantReference(),
                            operation.amount(),
                            payment.paymentMethod(),
                            operation.kind() == OperationKind.SALE);
            case CAPTURE ->
                    new AcquirerRequest.Capture(
                            reference,
                            charge(payment),
                            operation.amount(),
                            operation.finalCapture());
            case VOID -> new AcquirerRequest.Cancel(reference, charge(payment));
            case REFUND ->
                    new AcquirerRequest.GiveBack(reference, charge(payment), operation.amount());
        };
    }

    private static String charge(Payment payment) {
        return Objects.requireNonNull(
                payment.chargeReference(), "a payment without a charge has no follow-up");
    }
}
