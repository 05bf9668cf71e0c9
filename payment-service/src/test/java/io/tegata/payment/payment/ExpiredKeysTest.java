package io.tegata.payment.payment;

import static io.tegata.payment.testing.TestCommands.pay;
import static io.tegata.payment.testing.TestCommands.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.storage.Schema;
import io.tegata.storage.Sweeper;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Goal: PostgreSQL forgets the keys whose time is over, and no other. Not on the emulator: on
 * Spanner the schema's TTL does it, and nobody sweeps.
 */
class ExpiredKeysTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static RunningPayments service;

    @BeforeAll
    static void start() {
        service = RunningPayments.on("--spring.datasource.url=" + PostgresServer.freshUrl());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anExpiredKeyGoesAndTheOthersStay() {
        AuthorizePayment expired = answered("expired", Duration.ofDays(-1));
        AuthorizePayment alive = answered("alive", Duration.ofMinutes(1));
        AuthorizePayment running = pay("running", 100);
        Started _ = service.start(running);

        assertThat(sweeper(service.transactions()).sweep()).isEqualTo(1);

        assertThat(left(expired, alive, running)).containsExactly(hash(alive), hash(running));
    }

    /** The sweep has found the key expired; before it deletes, the merchant uses it again. */
    @Test
    void aKeyThatIsUsedAgainMeanwhileStays() {
        AuthorizePayment first = answered("used-again", Duration.ofDays(-1));
        AuthorizePayment untouched = answered("untouched", Duration.ofDays(-1));
        AuthorizePayment again =
                new AuthorizePayment(
                        first.claim(),
                        reference(),
                        first.amount(),
                        first.captureMethod(),
                        first.paymentMethod(),
                        first.metadata());
        var beforeTheDelete = new AtomicReference<Runnable>(() -> {});
        DataSource source = service.bean(DataSource.class);
        var transactions =
                new Transactions(
                        new Announced(source, beforeTheDelete),
                        source,
                        service.bean(RandomGenerator.class),
                        service.bean(Schema.class));
        var merchant = new FutureTask<>(() -> service.succeed(again));
        beforeTheDelete.set(
                () -> {
                    beforeTheDelete.set(() -> {});
                    // Another thread: the sweep's is inside its database transaction already.
                    Thread _ = Thread.ofVirtual().start(merchant);
                    assertThat(merchant)
                            .succeedsWithin(LIMIT)
                            .extracting(Payment::status)
                            .isEqualTo(PaymentStatus.AUTHORIZED);
                });

        assertThat(sweeper(transactions).sweep()).isEqualTo(1);

        assertThat(merchant).as("the merchant came in between").isDone();
        assertThat(left(again, untouched)).containsExactly(hash(again));
        assertThat(service.claim(again))
                .as("and still answers")
                .isInstanceOfSatisfying(
                        Claimed.Answered.class,
                        answer -> assertThat(answer.reply().status()).isEqualTo(201));
    }

    /** Says before each database transaction that it is about to begin. */
    private static final class Announced extends DelegatingDataSource {

        private final AtomicReference<Runnable> before;

        Announced(DataSource source, AtomicReference<Runnable> before) {
            super(source);
            this.before = before;
        }

        @Override
        public Connection getConnection() throws SQLException {
            before.get().run();
            return super.getConnection();
        }
    }

    private static Sweeper sweeper(Transactions transactions) {
        return new Sweeper(transactions, service.bean(Schema.class), Clock.systemUTC());
    }

    /** A key with its final answer, kept for that long from now. */
    private static AuthorizePayment answered(String name, Duration kept) {
        AuthorizePayment command = pay(name, 100);
        Payment _ = service.succeed(command);
        Instant until = Clock.systemUTC().instant().plus(kept);
        service.transactions()
                .write(
                        "keep-until",
                        tx ->
                                tx.update(
                                        1,
                                        "UPDATE idempotency_keys SET expires_at = ? WHERE key_hash = ?",
                                        until,
                                        hash(command)));
        return command;
    }

    private static List<String> left(Command... commands) {
        List<String> hashes = List.of(commands).stream().map(ExpiredKeysTest::hash).toList();
        var found =
                new HashSet<>(
                        service.transactions()
                                .sql(
                                        "SELECT key_hash FROM idempotency_keys WHERE key_hash IN (:hashes)")
                                .param("hashes", hashes)
                                .query(String.class)
                                .list());
        return hashes.stream().filter(found::contains).toList();
    }

    private static String hash(Command command) {
        return command.claim().keyHash();
    }
}
