package io.tegata.payment.payment;

import io.tegata.common.problem.CommonError;
import io.tegata.common.problem.ProblemException;
import io.tegata.common.storage.StorageBusy;
import java.util.List;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * One shell for every call that moves money: claim, then drive. No command can forget its
 * idempotency key.
 */
public final class HandleCommand {

    private final ClaimOperations claims;
    private final DriveOperation drive;

    public HandleCommand(ClaimOperations claims, DriveOperation drive) {
        this.claims = claims;
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
            return claims.claim(List.of(command)).getFirst();
        } catch (StorageBusy | CannotCreateTransactionException shed) {
            throw new ProblemException(
                    CommonError.SERVICE_UNAVAILABLE,
                    "nothing was stored; try again with the same key");
        }
    }
}
