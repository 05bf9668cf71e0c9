package io.tegata.payment.payment;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.storage.Deadline;
import io.tegata.storage.GroupCommit;
import io.tegata.storage.StaleWrite;
import io.tegata.storage.StorageBusy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * One shell for every call that moves money: claim, then drive. No command can forget its
 * idempotency key.
 */
public final class HandleCommand {

    private static final int MAX_BATCH = 64;
    private static final int MAX_WAITING = 1024;
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

    private final GroupCommit<Command, Claimed> claims;
    private final DriveOperation drive;
    private final IdempotencyKeys keys;
    private final Clock clock;

    public HandleCommand(
            ClaimOperations claims, DriveOperation drive, IdempotencyKeys keys, Clock clock) {
        this.claims = new GroupCommit<>("claim-operations", MAX_BATCH, MAX_WAITING, claims::claim);
        this.drive = drive;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The answer for the merchant; 503 only where nothing was claimed.
     *
     * @param patience how long to hold the line while the first request with the same key runs
     */
    public Reply handle(Command command, Duration patience) {
        Claimed claimed = claim(command);
        if (claimed instanceof Claimed.Running && !patience.isZero()) {
            awaitEnd(command.claim(), patience);
            claimed = claim(command);
        }
        return switch (claimed) {
            case Claimed.Answered(var reply) -> reply;
            case Claimed.Running(var reply) -> reply;
            case Claimed.Started started ->
                    // Money may have moved: it is recorded whether or not anybody still waits.
                    Deadline.ignored(() -> drive.drive(started));
        };
    }

    /**
     * Looks at the key, with reads only, until it has its answer or is free again, or patience
     * ends.
     */
    private void awaitEnd(Claim claim, Duration patience) {
        Instant end = clock.instant().plus(patience);
        while (clock.instant().isBefore(end) && !Thread.currentThread().isInterrupted()) {
            boolean running =
                    keys.find(claim.keyHash(), clock.instant())
                            .filter(used -> used.reply() == null)
                            .isPresent();
            if (!running) {
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
        }
    }

    private Claimed claim(Command command) {
        try {
            return claims.submit(command);
        } catch (StorageBusy | StaleWrite | CannotCreateTransactionException shed) {
            throw new ProblemException(
                    CommonError.SERVICE_UNAVAILABLE,
                    "nothing was stored; try again with the same key");
        }
    }
}
