package io.tegata.payment.outbox;

import static io.tegata.payment.testing.TestCommands.capture;
import static io.tegata.payment.testing.TestCommands.key;
import static io.tegata.payment.testing.TestCommands.pay;
import static io.tegata.payment.testing.TestCommands.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.payment.payment.Payment;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.storage.Leases;
import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: every event reaches the ledger in its payment's order, and leaves when it was taken. */
@Tag(TestDatabase.BOTH)
class OutboxRelayTest {

    private final RunningPayments service = RunningPayments.shared();
    private final StoredOutbox outbox = service.bean(StoredOutbox.class);
    private final List<OutboxRow> delivered = new ArrayList<>();

    @Test
    void eventsGoInOrderAndAreDeleted() {
        Payment payment = captured();
        assertThat(outbox.undeliveredSince())
                .hasValueSatisfying(since -> assertThat(since).isBefore(outbox.databaseTime()));
        assertThat(types(outbox.undelivered(payment, 9)))
                .containsExactly("io.tegata.payment.authorized", "io.tegata.payment.captured");

        deliverAll(relay(Set.of()));

        assertThat(types(of(payment)))
                .containsExactly("io.tegata.payment.authorized", "io.tegata.payment.captured");
        assertThat(of(payment))
                .allSatisfy(event -> assertThat(event.payload()).contains(payment.id()));
        assertThat(outbox.undelivered(payment, 9)).isEmpty();
        assertThat(outbox.undeliveredSince()).isEmpty();
    }

    @Test
    void whatTheLedgerRefusesStays() {
        Payment payment = captured();
        String refused = outbox.undelivered(payment, 9).getLast().eventId();

        boolean _ = relay(Set.of(refused)).deliver();

        assertThat(outbox.undelivered(payment, 9))
                .extracting(OutboxRow::eventId)
                .containsExactly(refused);
        deliverAll(relay(Set.of()));
    }

    @Test
    void whoHasNoLeaseSendsNothing() {
        Payment payment = captured();
        var here = service.bean(Leases.class);
        assertThat(here.acquire("outbox-relay", Duration.ofMinutes(1))).isPresent();
        var elsewhere =
                new OutboxRelay(
                        outbox,
                        this::take,
                        new Leases(service.transactions(), Clock.systemUTC(), "elsewhere"),
                        Clock.systemUTC());

        assertThat(elsewhere.deliver()).isFalse();

        assertThat(delivered).isEmpty();
        assertThat(outbox.undelivered(payment, 9)).hasSize(2);
        deliverAll(relay(Set.of()));
    }

    private Payment captured() {
        String merchant = "mer_test_" + key("outbox");
        Payment payment = service.succeed(pay(merchant, key("sale"), reference(), 1_000));
        return service.succeed(capture(merchant, payment.id(), 1_000));
    }

    private OutboxRelay relay(Set<String> refused) {
        return new OutboxRelay(
                outbox,
                events -> {
                    Set<String> taken = take(events);
                    return taken.stream()
                            .filter(id -> !refused.contains(id))
                            .collect(Collectors.toSet());
                },
                service.bean(Leases.class),
                Clock.systemUTC());
    }

    private static void deliverAll(OutboxRelay relay) {
        for (int i = 0; i < 9 && relay.deliver(); i++) {
            // Each call is a batch of every bucket.
        }
    }

    private Set<String> take(List<OutboxRow> events) {
        delivered.addAll(events);
        return events.stream().map(OutboxRow::eventId).collect(Collectors.toSet());
    }

    private List<OutboxRow> of(Payment payment) {
        return delivered.stream().filter(event -> event.subject().equals(payment.id())).toList();
    }

    private static List<String> types(List<OutboxRow> events) {
        return events.stream().map(OutboxRow::type).toList();
    }
}
