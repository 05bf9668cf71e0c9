package io.tegata.payment.resolver;

import io.tegata.payment.payment.DriveOperation;
import io.tegata.payment.payment.Operations;
import io.tegata.payment.payment.Operations.Due;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.payment.TakeOverOperation;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after operations that nobody finished: takes each over and drives it to its end. */
public final class Resolver {

    private static final Logger log = LoggerFactory.getLogger(Resolver.class);
    private static final int AT_ONCE = 32;

    private final Operations operations;
    private final TakeOverOperation takeOver;
    private final DriveOperation drive;
    private final Clock clock;

    public Resolver(
            Operations operations, TakeOverOperation takeOver, DriveOperation drive, Clock clock) {
        this.operations = operations;
        this.takeOver = takeOver;
        this.drive = drive;
        this.clock = clock;
    }

    /**
     * Resolves what is due, side by side, at most {@value #AT_ONCE}; true when there may be more.
     */
    public boolean resolve() {
        List<Due> due = operations.due(clock.instant(), AT_ONCE);
        if (due.isEmpty()) {
            return false;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = threads.invokeAll(due.stream().map(this::task).toList());
            return ended.size() == AT_ONCE;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Callable<Boolean> task(Due due) {
        return () -> {
            takeOver.takeOver(due)
                    .ifPresent(
                            started -> {
                                Reply reply = drive.drive(started);
                                log.atInfo()
                                        .addKeyValue("payment_id", due.paymentId())
                                        .addKeyValue("operation_id", due.operationId())
                                        .addKeyValue("status", reply.status())
                                        .log("looked after an operation");
                            });
            return true;
        };
    }
}
