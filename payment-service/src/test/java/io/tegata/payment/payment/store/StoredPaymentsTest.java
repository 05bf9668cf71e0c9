package io.tegata.payment.payment.store;

import static io.tegata.payment.testing.TestCommands.capture;
import static io.tegata.payment.testing.TestCommands.key;
import static io.tegata.payment.testing.TestCommands.pay;
import static io.tegata.payment.testing.TestCommands.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.OperationStatus;
import io.tegata.payment.payment.Operations.Due;
import io.tegata.payment.payment.Payment;
import io.tegata.payment.payment.PaymentStatus;
import io.tegata.payment.payment.Payments;
import io.tegata.payment.payment.Payments.Filter;
import io.tegata.payment.payment.RefundPayment;
import io.tegata.payment.payment.Reply;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.payment.testing.TestCommands;
import io.tegata.storage.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: look-ups give a merchant its own rows, all of them, in one order. */
@Tag(TestDatabase.BOTH)
class StoredPaymentsTest {

    private static final RunningPayments SERVICE = RunningPayments.shared();

    private final Payments payments = SERVICE.store().payments();
    private final String merchant = "mer_test_" + key("owner");

    @Test
    void pagesGiveEachPaymentOnceTheNewestFirst() {
        List<Payment> made =
                IntStream.range(0, 12)
                        .mapToObj(_ -> create(merchant))
                        .sorted(
                                Comparator.comparing(Payment::createdAt)
                                        .thenComparing(Payment::id)
                                        .reversed())
                        .toList();
        Payment _ = create("mer_test_" + key("neighbour"));

        var seen = new ArrayList<Payment>();
        List<Payment> page = payments.list(filter(5, null, null, null, null, null));
        while (!page.isEmpty()) {
            seen.addAll(page);
            page = payments.list(filter(5, null, null, null, null, page.getLast()));
        }
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void filtersTellPaymentsApart() {
        Payment authorized = create(merchant);
        Payment captured = SERVICE.succeed(capture(merchant, create(merchant).id(), 1_000));
        Payment latest = create(merchant);

        assertThat(payments.list(filter(9, captured.merchantReference(), null, null, null, null)))
                .containsExactly(captured);
        assertThat(payments.list(filter(9, null, PaymentStatus.CAPTURED, null, null, null)))
                .containsExactly(captured);
        assertThat(payments.list(filter(9, null, null, latest.createdAt(), null, null)))
                .containsExactly(latest);
        assertThat(
                        payments.list(
                                filter(
                                        9,
                                        null,
                                        PaymentStatus.AUTHORIZED,
                                        authorized.createdAt(),
                                        latest.createdAt(),
                                        null)))
                .as("from the first time, to before the second")
                .containsExactly(authorized);
        assertThat(
                        payments.list(
                                filter(
                                        9,
                                        null,
                                        PaymentStatus.AUTHORIZED,
                                        authorized.createdAt(),
                                        latest.createdAt(),
                                        latest)))
                .containsExactly(authorized);
        assertThat(payments.list(filter(9, latest.merchantReference(), null, null, null, latest)))
                .isEmpty();
    }

    @Test
    void manyAreFoundAtOnceEachForItsOwnMerchant() {
        String other = "mer_test_" + key("other");
        Payment mine = create(merchant);
        Payment theirs = create(other);

        Map<Payments.Key, Payment> found =
                SERVICE.transactions()
                        .readWrite(
                                "find",
                                tx ->
                                        payments.find(
                                                tx,
                                                List.of(
                                                        new Payments.Key(merchant, mine.id()),
                                                        new Payments.Key(merchant, theirs.id()),
                                                        new Payments.Key(other, "pay_unheard"))));
        assertThat(found).isEqualTo(Map.of(new Payments.Key(merchant, mine.id()), mine));

        Set<Due> wanted =
                Set.of(
                        new Due(merchant, mine.id(), mine.latest().id()),
                        new Due(merchant, theirs.id(), theirs.latest().id()),
                        new Due(other, theirs.id(), mine.latest().id()));
        assertThat(
                        SERVICE.transactions()
                                .readWrite(
                                        "find", tx -> SERVICE.store().operations().find(tx, wanted))
                                .keySet())
                .containsExactly(new Due(merchant, mine.id(), mine.latest().id()));
    }

    @Test
    void aRefundIsItsMerchantsOnly() {
        Payment payment = SERVICE.succeed(capture(merchant, create(merchant).id(), 900));
        Started refund =
                SERVICE.start(
                        new RefundPayment(
                                TestCommands.claim(merchant, key("refund"), "r", Map.of()),
                                payment.id(),
                                TestCommands.eur(300),
                                null));

        var operations = SERVICE.store().operations();
        assertThat(operations.findRefund(merchant, refund.operation().id()))
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.due()).isEqualTo(refund.operation().due());
                            assertThat(found.amount()).isEqualTo(TestCommands.eur(300));
                        });
        assertThat(operations.findRefund("mer_test_b", refund.operation().id())).isEmpty();
        assertThat(operations.findRefund(merchant, payment.latest().id()))
                .as("a capture is no refund")
                .isEmpty();
        Reply _ = SERVICE.end(refund, OperationStatus.FAILED);
        assertThat(operations.findRefund(merchant, refund.operation().id()))
                .hasValueSatisfying(
                        ended -> assertThat(ended.status()).isEqualTo(OperationStatus.FAILED));
    }

    @Test
    void aDeclinedPaymentGivesItsReferenceBack() {
        String reference = reference();
        Started first = SERVICE.start(pay(merchant, key("first"), reference, 100));
        assertThat(SERVICE.end(first, OperationStatus.DECLINED).status()).isEqualTo(402);

        Started second = SERVICE.start(pay(merchant, key("second"), reference, 100));

        assertThat(payments.list(filter(9, reference, null, null, null, null)))
                .extracting(Payment::id)
                .containsExactlyInAnyOrder(first.payment().id(), second.payment().id());
    }

    private static Payment create(String owner) {
        return SERVICE.succeed(pay(owner, key("create"), reference(), 1_000));
    }

    private Filter filter(
            int limit,
            @Nullable String reference,
            @Nullable PaymentStatus status,
            @Nullable Instant after,
            @Nullable Instant before,
            @Nullable Payment cursor) {
        return new Filter(merchant, limit, reference, status, after, before, cursor);
    }
}
