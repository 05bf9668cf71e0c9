package io.tegata.payment.payment;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.common.storage.GroupCommit;
import io.tegata.common.storage.StorageBusy;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * One shell for every call that moves money: claim, then drive. No command can forget its
 * idempotency key.
 */
public final class HandleCommand {

    private static final int MAX_BATCH = 64;
    private static final int MAX_WAITING = 1024;

    private final GroupCommit<Command, Claimed> claims;
    private final DriveOperation drive;

    public HandleCommand(ClaimOperations claims, DriveOperation drive) {
        this.claims = new GroupCommit<>("claim-operations", MAX_BATCH, MAX_WAITING, claims::claim);
        this.drive = drive;
    }

    /** The answer for the merchant; 503 only where nothing was claimed. */
    public Reply handle(Command command) {
        return switch (claim(command)) {
            case Claimed.Answered(var reply) -> reply;
            case Claimed.Started started -> drive.drive(started);
        };
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
