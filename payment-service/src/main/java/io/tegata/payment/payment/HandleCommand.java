package io.tegata.payment.payment;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.common.storage.GroupCommit;
import io.tegata.common.storage.StorageBusy;
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
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(25);

    private final GroupCommit<Command, Claimed> claims;
    private final DriveOperation drive;
    private final Clock clock;

    public HandleCommand(ClaimOperations claims, DriveOperation drive, Clock clock) {
        this.claims = new GroupCommit<>("claim-operations", MAX_BATCH, MAX_WAITING, claims::claim);
        this.drive = drive;
        this.clock = clock;
    }

    /**
     * The answer for the merchant; 503 only where nothing was claimed.
     *
     * @param patience how long to hold the line while the first request with the same key runs
     */
    public Reply handle(Command command, Duration patience) {
        Instant end = clock.instant().plus(patience);
        while (true) {
            switch (claim(command)) {
                case Claimed.Answered(var reply) -> {
                    return reply;
                }
                case Claimed.Started started -> {
                    return drive.drive(started);
                }
                case Claimed.Running(var reply) -> {
                    if (!clock.instant().isBefore(end)) {
                        return reply;
                    }
                    LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
                }
            }
        }
    }

    private Claimed claim(Command command) {
        try {
            return claims.submit(command);
        } catch (StorageBusy | CannotCreateTransactionException shed) {
            throw new ProblemException(
                    CommonError.SERVICE_UNAVAILABLE,
                    "nothing was stored; try again with the same key");
        }
    }
}
