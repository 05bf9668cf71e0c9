package io.tegata.payment.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tegata.common.id.Ids;
import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.AcquirerAnswer;
import io.tegata.payment.acquirer.AcquirerRequest;
import io.tegata.payment.acquirer.Acquirers;
import io.tegata.payment.testing.PaymentsOnFixture;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.payment.testing.TestCommands;
import io.tegata.storage.CommitUnknown;
import io.tegata.storage.spanner.fixture.Fault;
import io.tegata.storage.spanner.fixture.Faults;
import io.tegata.storage.spanner.fixture.RoundTrips;
import io.tegata.storage.spanner.fixture.Rpc;
import io.tegata.storage.spanner.fixture.SpannerFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: whatever becomes of the commit of one of the two database transactions, the merchant who
 * asks again with the same key has one payment, one charge and one event. On the fixture only,
 * which is a PostgreSQL below.
 */
class FaultsAtCommitTest {

    /** Which of the two commits goes wrong. */
    enum At {
        CLAIM,
        RESULT
    }

    /** What the merchant hears first: a status, or none where nobody knows. */
    record Case(String fault, At at, Consumer<Faults> arm, String heard) {

        @Override
        public String toString() {
            return fault + " at the commit of the " + at;
        }
    }

    /** How long a commit stays on its way, for its line to be cut meanwhile. */
    private static final Duration IN_COMMIT = Duration.ofSeconds(1);

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private static PaymentsOnFixture payments;
    private static RunningPayments service;
    private static SpannerFixture fixture;

    static Stream<Case> faults() {
        return Stream.of(At.values())
                .flatMap(
                        at ->
                                Stream.of(
                                        next("ABORTED three times", at, 3, Fault.aborted(), "201"),
                                        next(
                                                "UNAVAILABLE before it",
                                                at,
                                                1,
                                                before(Status.Code.UNAVAILABLE),
                                                "201"),
                                        next(
                                                "UNAVAILABLE after it",
                                                at,
                                                1,
                                                after(Status.Code.UNAVAILABLE),
                                                "201"),
                                        next(
                                                "UNAVAILABLE after it, twice",
                                                at,
                                                2,
                                                after(Status.Code.UNAVAILABLE),
                                                "201"),
                                        next("line cut before it", at, 1, Fault.cutBefore(), "201"),
                                        next("line cut after it", at, 1, Fault.cutAfter(), "201"),
                                        next(
                                                "time over before it",
                                                at,
                                                1,
                                                before(Status.Code.DEADLINE_EXCEEDED),
                                                unknown(at)),
                                        next(
                                                "time over after it",
                                                at,
                                                1,
                                                after(Status.Code.DEADLINE_EXCEEDED),
                                                unknown(at)),
                                        next(
                                                "INTERNAL after it",
                                                at,
                                                1,
                                                after(Status.Code.INTERNAL),
                                                unknown(at))));
    }

    private static Case next(String name, At at, int times, Fault fault, String heard) {
        return new Case(name, at, faults -> faults.next(times, Rpc.COMMIT, fault), heard);
    }

    private static Fault before(Status.Code code) {
        return Fault.refused(code);
    }

    private static Fault after(Status.Code code) {
        return Fault.answerLost(code);
    }

    /** In the claim nothing is promised yet; after it the payment is pending. */
    private static String unknown(At at) {
        return at == At.CLAIM ? "unknown" : "202";
    }

    @BeforeAll
    static void start() {
        payments = new PaymentsOnFixture();
        service = payments.service();
        fixture = payments.fixture();
    }

    @AfterAll
    static void stop() {
        payments.close();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(fixture.faults().waiting()).isZero();
        assertThat(fixture.openTransactions()).isZero();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theSameKeyHasOnePayment(Case broken) {
        var house = new House();
        AuthorizePayment command = TestCommands.pay("fault", 1_000);
        fixture.roundTrips().reset();
        if (broken.at == At.CLAIM) {
            broken.arm.accept(fixture.faults());
        } else {
            house.bank.beforeItsAnswer = () -> broken.arm.accept(fixture.faults());
        }

        String heard = house.heard(command);

        RoundTrips seen = fixture.roundTrips();
        assertThat(heard).as(seen.toString()).isEqualTo(broken.heard);
        Reply last = house.askUntilFinal(command);
        assertThat(last.status()).as(last.body()).isEqualTo(201);
        assertOneOfEach(command, house);
    }

    /** Both commits of the same payment, and the commits of whoever takes over. */
    @Test
    void everyCommitIsAbortedOnceAndTheBooksAreExact() {
        var house = new House();
        for (int i = 0; i < 8; i++) {
            AuthorizePayment command = TestCommands.pay("aborted", 1_000);
            fixture.faults().next(Rpc.COMMIT, Fault.aborted());
            house.bank.beforeItsAnswer = () -> fixture.faults().next(Rpc.COMMIT, Fault.aborted());
            assertThat(house.heard(command)).isEqualTo("201");
            assertOneOfEach(command, house);
        }
    }

    /**
     * All lines of the service go while the commit is on its way; it is sent again on a new one.
     */
    @ParameterizedTest
    @MethodSource("places")
    void everyConnectionIsCutDuringTheCommit(At at) throws InterruptedException {
        var house = new House();
        AuthorizePayment command = TestCommands.pay("cut", 1_000);
        Runnable slow = () -> fixture.faults().next(Rpc.COMMIT, Fault.delayed(IN_COMMIT));
        int commit = at == At.CLAIM ? 1 : 2;
        if (at == At.CLAIM) {
            slow.run();
        } else {
            house.bank.beforeItsAnswer = slow;
        }
        fixture.roundTrips().reset();
        Thread cutter =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (fixture.roundTrips().count(Rpc.COMMIT) < commit) {
                                        LockSupport.parkNanos(A_MOMENT.toNanos());
                                    }
                                    fixture.cutConnections();
                                });

        Reply last = house.askUntilFinal(command);
        cutter.join();

        assertThat(last.status()).as(last.body()).isEqualTo(201);
        assertThat(fixture.roundTrips().count(Rpc.COMMIT))
                .as("the commit that was cut, sent again: %s", fixture.roundTrips())
                .isGreaterThan(2);
        assertOneOfEach(command, house);
    }

    static Stream<At> places() {
        return Stream.of(At.values());
    }

    /** A claim that may be there is never tried again by the house itself. */
    @Test
    void anUnknownCommitOfTheClaimIsNotRunAgain() {
        var house = new House();
        AuthorizePayment command = TestCommands.pay("once", 1_000);
        fixture.roundTrips().reset();
        fixture.faults().next(Rpc.COMMIT, after(Status.Code.DEADLINE_EXCEEDED));

        assertThat(house.heard(command)).isEqualTo("unknown");

        assertThat(fixture.roundTrips().count(Rpc.COMMIT)).isEqualTo(1);
        assertThat(fixture.roundTrips().list())
                .as("one claim of the key: %s", fixture.roundTrips())
                .filteredOn(
                        call ->
                                call.statements().stream()
                                        .anyMatch(
                                                sql ->
                                                        sql.startsWith(
                                                                "INSERT INTO idempotency_keys")))
                .hasSize(1);
        assertThat(house.bank.charges).as("nobody was asked").isEmpty();
    }

    private static void assertOneOfEach(AuthorizePayment command, House house) {
        String payment =
                " WHERE payment_id IN (SELECT payment_id FROM payments WHERE merchant_reference = '"
                        + command.merchantReference()
                        + "')";
        for (String table :
                List.of(
                        "payments",
                        "operations",
                        "attempts",
                        "operation_results",
                        "idempotency_keys",
                        "merchant_references")) {
            assertThat(payments.count("SELECT count(*) FROM " + table + payment))
                    .as(table)
                    .isEqualTo(1);
        }
        assertThat(payments.count("SELECT count(*) FROM due_operations" + payment)).isZero();
        assertThat(payments.count(outbox(payment))).as("outbox").isEqualTo(1);
        assertThat(payments.count("SELECT amount_authorized FROM payments" + payment))
                .isEqualTo(1_000);
        assertThat(house.bank.chargesOf(command)).as("charges at the bank").hasSize(1);
    }

    private static String outbox(String payment) {
        return "SELECT count(*) FROM outbox" + payment.replaceFirst("payment_id IN", "subject IN");
    }

    /** The use case over the service's beans, with a bank and a clock of its own. */
    private static final class House {

        private final Bank bank = new Bank();
        private final LateClock clock = new LateClock();
        private final HandleCommand commands;
        private final Limits limits = service.bean(Limits.class);

        House() {
            ReplyFormat replies = service.bean(ReplyFormat.class);
            var acquirers = new Acquirers(List.of(bank));
            var claims =
                    new ClaimOperations(
                            service.transactions(),
                            service.store(),
                            replies,
                            acquirers,
                            service.bean(Ids.class),
                            clock,
                            limits);
            var results =
                    new RecordResults(
                            service.transactions(), service.store(), replies, clock, limits);
            var drive =
                    new DriveOperation(
                            acquirers,
                            (_, _) -> new LedgerHolds.Answer.Placed(),
                            results,
                            replies,
                            clock,
                            limits.lease());
            commands = new HandleCommand(claims, drive, service.store().keys(), clock);
        }

        /** The status of the answer, or that nobody knows. */
        String heard(Command command) {
            try {
                return String.valueOf(commands.handle(command, Duration.ZERO).status());
            } catch (CommitUnknown nobodyKnows) {
                return "unknown";
            }
        }

        /** A merchant who asks again, after a lease each time, at most a few times. */
        Reply askUntilFinal(Command command) {
            var heard = new ArrayList<Reply>();
            for (int i = 0; i < 4; i++) {
                Reply reply = commands.handle(command, Duration.ZERO);
                heard.add(reply);
                if (reply.expiresAt() != null) {
                    return reply;
                }
                clock.late = clock.late.plus(limits.lease()).plusSeconds(1);
            }
            throw new AssertionError("no final answer: " + heard);
        }
    }

    private static final class LateClock extends Clock {

        private volatile Duration late = Duration.ZERO;

        @Override
        public Instant instant() {
            return InstantSource.system().instant().plus(late);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("times here have no zone");
        }
    }

    /** A bank that takes each reference once and remembers it. */
    private static final class Bank implements Acquirer {

        private final Set<AcquirerRequest> charges = new HashSet<>();
        private Runnable beforeItsAnswer = () -> {};

        Set<String> chargesOf(AuthorizePayment command) {
            var references = new HashSet<String>();
            for (AcquirerRequest request : charges) {
                if (request instanceof AcquirerRequest.Charge charge
                        && charge.orderReference().endsWith("/" + command.merchantReference())) {
                    references.add(charge.reference());
                }
            }
            return references;
        }

        @Override
        public String id() {
            return "northbank";
        }

        @Override
        public boolean takes(String paymentMethod, boolean live) {
            return true;
        }

        @Override
        public AcquirerAnswer send(AcquirerRequest request) {
            charges.add(request);
            Runnable once = beforeItsAnswer;
            beforeItsAnswer = () -> {};
            once.run();
            return new AcquirerAnswer.Approved();
        }

        @Override
        public AcquirerAnswer query(AcquirerRequest request) {
            return charges.stream().anyMatch(sent -> sent.reference().equals(request.reference()))
                    ? new AcquirerAnswer.Approved()
                    : new AcquirerAnswer.NotFound();
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(1);
        }

        @Override
        public boolean isIdempotentByReference() {
            return true;
        }

        @Override
        public Duration lateArrivalWindow() {
            return Duration.ofSeconds(1);
        }
    }
}
