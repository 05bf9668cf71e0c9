package io.tegata.payment.payment;

import static io.tegata.payment.testing.TestCommands.pay;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.common.id.Ids;
import io.tegata.payment.acquirer.Acquirers;
import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.Operations.Due;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: what nobody finished is found when its time comes, and by one pair of hands. */
@Tag(TestDatabase.BOTH)
class TakeOverOperationTest {

    private static final int ALL = 1_000;

    private final RunningPayments service = RunningPayments.shared();
    private final Limits limits = service.bean(Limits.class);
    private final RecordResults results = service.bean(RecordResults.class);

    @Test
    void anOperationIsDueAfterItsLeaseAndTakenOnce() {
        Started started = service.start(pay("takeover", 100));
        Due due = started.operation().due();
        Instant leaseEnd = started.operation().dueAt();

        assertThat(dueAt(leaseEnd.minusMillis(1))).doesNotContain(due);
        assertThat(dueAt(leaseEnd)).contains(due);
        assertThat(at(leaseEnd.minusMillis(1)).takeOver(due)).isEmpty();

        Started taken = at(leaseEnd).takeOver(due).orElseThrow();
        assertThat(taken.operation().fence()).isEqualTo(2);
        assertThat(at(leaseEnd).takeOver(due)).as("the second one comes too late").isEmpty();
        assertThat(dueAt(leaseEnd)).doesNotContain(due);

        assertThat(service.end(taken, OperationStatus.SUCCEEDED).status()).isEqualTo(201);
        assertThat(dueAt(Instant.parse("2999-01-01T00:00:00Z"))).doesNotContain(due);
        assertThat(at(leaseEnd.plus(Duration.ofDays(1))).takeOver(due))
                .as("what has ended is nobody's")
                .isEmpty();
    }

    /** Both were read before either took over: the second is told by what the first did. */
    @Test
    void ofOneKeyTwiceInOneListOneTakesOver() {
        AuthorizePayment command = pay("twice", 100);
        Started started = service.start(command);
        ClaimOperations late =
                new ClaimOperations(
                        service.transactions(),
                        service.store(),
                        service.bean(ReplyFormat.class),
                        service.bean(Acquirers.class),
                        service.bean(Ids.class),
                        Clock.fixed(started.operation().dueAt(), ZoneOffset.UTC),
                        limits);

        List<Claimed> claimed = late.claim(List.of(command, command));

        assertThat(claimed.getFirst())
                .isInstanceOfSatisfying(
                        Started.class, taken -> assertThat(taken.operation().fence()).isEqualTo(2));
        assertThat(claimed.getLast()).isInstanceOf(Claimed.Running.class);
    }

    @Test
    void anUnknownOutcomeWaitsForItsNextLook() {
        Started started = service.start(pay("unknown", 100));
        Instant before = Clock.systemUTC().instant();

        Reply pending =
                results.postpone(started.payment(), started.operation(), OperationStatus.UNKNOWN);

        assertThat(pending.status()).isEqualTo(202);
        assertThat(service.find(started).latest().status()).isEqualTo(OperationStatus.UNKNOWN);
        Due due = started.operation().due();
        assertThat(dueAt(before)).doesNotContain(due);
        assertThat(dueAt(before.plusSeconds(60))).contains(due);
        assertThat(
                        results.postpone(
                                started.payment(), started.operation(), OperationStatus.UNKNOWN))
                .as("told by who is late")
                .isEqualTo(pending);
    }

    private List<Due> dueAt(Instant time) {
        return service.store().operations().due(time, ALL);
    }

    private TakeOverOperation at(Instant time) {
        return new TakeOverOperation(
                service.transactions(), service.store(), Clock.fixed(time, ZoneOffset.UTC), limits);
    }
}
