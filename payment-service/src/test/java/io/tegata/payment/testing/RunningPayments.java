package io.tegata.payment.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.service.BackgroundWork;
import io.tegata.payment.PaymentService;
import io.tegata.payment.payment.ClaimOperations;
import io.tegata.payment.payment.Claimed;
import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.Command;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.PaymentStore;
import io.tegata.payment.payment.Payments;
import io.tegata.payment.payment.RecordResults;
import io.tegata.payment.payment.RecordResults.Ended;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.payment.RequestIds;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service on a database, without neighbours and with its background work stopped: nothing
 * happens but what a test does.
 */
public final class RunningPayments implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningPayments(ConfigurableApplicationContext context) {
        this.context = context;
    }

    private static final class Shared {
        static final RunningPayments SERVICE = on(TestDatabase.freshArgument());
    }

    /** The one that tests share, each with payments of its own, until the JVM ends. */
    public static RunningPayments shared() {
        return Shared.SERVICE;
    }

    /** The arguments lead to the database, and may set more. */
    public static RunningPayments on(String... arguments) {
        String[] own = {
            "--server.port=0",
            "--tegata.client.secret=none",
            "--tegata.acquirers.northbank.api-key=none",
            "--tegata.auth.url=http://localhost:1",
            "--tegata.ledger.url=http://localhost:1",
            "--tegata.acquirers.northbank.url=http://localhost:1",
            "--tegata.payment.lease=1h"
        };
        ConfigurableApplicationContext context =
                PaymentService.start(
                        Stream.of(own, arguments).flatMap(Arrays::stream).toArray(String[]::new));
        context.getBeansOfType(BackgroundWork.class).values().forEach(BackgroundWork::stop);
        return new RunningPayments(context);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public PaymentStore store() {
        return bean(PaymentStore.class);
    }

    public Transactions transactions() {
        return bean(Transactions.class);
    }

    /** Claims a command alone. */
    public Claimed claim(Command command) {
        return bean(ClaimOperations.class).claim(List.of(command)).getFirst();
    }

    /** Claims a command that must start. */
    public Started start(Command command) {
        Claimed claimed = claim(command);
        assertThat(claimed).isInstanceOf(Started.class);
        return (Started) claimed;
    }

    /** Records the end of an operation. */
    public Reply end(Started started, OperationStatus status) {
        return bean(RecordResults.class).record(List.of(ended(started, status))).getFirst();
    }

    public static Ended ended(Started started, OperationStatus status) {
        return new Ended(
                started.payment(), started.operation(), status, null, true, RequestIds.NONE);
    }

    /** Claims a command and lets it succeed; returns the payment after it. */
    public Payment succeed(Command command) {
        return succeed(start(command));
    }

    /** Lets an operation succeed; returns the payment after it. */
    public Payment succeed(Started started) {
        Reply reply = end(started, OperationStatus.SUCCEEDED);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return find(started);
    }

    public Payment find(Started started) {
        return store().payments()
                .find(new Payments.Key(started.payment().merchantId(), started.payment().id()))
                .orElseThrow();
    }

    @Override
    public void close() {
        context.close();
    }
}
