package io.tegata.payment.resolver;

import io.tegata.payment.payment.DriveOperation;
import io.tegata.payment.payment.Operations;
import io.tegata.payment.payment.Operations.Due;
import io.tegata.payment.payment.TakeOverOperation;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
            int taken = 0;
            for (Future<Boolean> ended : threads.invokeAll(due.stream().map(this::task).toList())) {
                taken += ended.state() == Future.State.SUCCESS && ended.resultNow() ? 1 : 0;
            }
            return due.size() == AT_ONCE && taken > 0;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** True when it was taken over and looked after. */
    private Callable<Boolean> task(Due due) {
        return () -> {
            try {
                return takeOver.takeOver(due).map(drive::drive).isPresent();
            } catch (RuntimeException failure) {
                log.atError()
                        .addKeyValue("payment_id", due.paymentId())
                        .addKeyValue("operation_id", due.operationId())
                        .setCause(failure)
                        .log("an operation could not be taken over; it is tried again");
                return false;
            }
        };
    }
}
