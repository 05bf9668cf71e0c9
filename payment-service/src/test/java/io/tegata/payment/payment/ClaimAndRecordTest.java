package io.tegata.payment.payment;

import static io.tegata.payment.testing.TestCommands.MERCHANT;
import static io.tegata.payment.testing.TestCommands.eur;
import static io.tegata.payment.testing.TestCommands.key;
import static io.tegata.payment.testing.TestCommands.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.tegata.common.service.InternalHttp;
import io.tegata.payment.payment.Claimed.Answered;
import io.tegata.payment.payment.Claimed.Started;
import io.tegata.payment.payment.RecordResults.Ended;
import io.tegata.payment.testing.RunningPayments;
import io.tegata.payment.testing.TestCommands;
import io.tegata.storage.Transaction;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Goal: the two database transactions of an operation give each command its own answer, once,
 * whoever races.
 */
@Tag(TestDatabase.BOTH)
class ClaimAndRecordTest {

    private static RunningPayments service;
    private static ClaimOperations claims;
    private static RecordResults results;
    private static PaymentStore store;
    private static Transactions transactions;

    @BeforeAll
    static void start() {
        service = RunningPayments.on(TestDatabase.freshArgument());
        claims = service.bean(ClaimOperations.class);
        results = service.bean(RecordResults.class);
        store = service.store();
        transactions = service.transactions();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aBatchGivesEachCommandItsOwnAnswer() {
        Started authorized = authorize("batch");
        Payment payment = service.succeed(authorized);
        AuthorizePayment fresh = pay(key("fresh"), reference(), 100);
        AuthorizePayment sameKey = fresh;
        AuthorizePayment sameReference = pay(key("same-reference"), fresh.merchantReference(), 100);
        CapturePayment tooMuch =
                new CapturePayment(claim(key("too-much"), "a"), payment.id(), eur(5_000), false);
        CapturePayment good =
                new CapturePayment(claim(key("good"), "b"), payment.id(), eur(400), false);
        CapturePayment second =
                new CapturePayment(claim(key("second"), "c"), payment.id(), eur(1), false);
        VoidPayment unheard = new VoidPayment(claim(key("unheard"), "d"), "pay_unheard");

        List<Claimed> answers =
                claims.claim(
                        List.of(fresh, sameKey, sameReference, tooMuch, good, second, unheard));

        assertThat(answers.get(0)).isInstanceOf(Started.class);
        assertAnswer(answers.get(1), 409, "idempotency_in_progress");
        assertAnswer(answers.get(2), 409, "duplicate_merchant_reference");
        assertAnswer(answers.get(3), 422, "amount_exceeds_authorized");
        assertThat(answers.get(4)).isInstanceOf(Started.class);
        assertAnswer(answers.get(5), 409, "operation_in_progress");
        assertAnswer(answers.get(6), 404, "not_found");

        assertThat(store.keys().find(second.claim().keyHash(), Clock.systemUTC().instant()))
                .as("a passing refusal leaves the key free")
                .isEmpty();
        assertThat(store.keys().find(unheard.claim().keyHash(), Clock.systemUTC().instant()))
                .isEmpty();
        assertThat(store.keys().find(tooMuch.claim().keyHash(), Clock.systemUTC().instant()))
                .as("a final refusal is stored")
                .isPresent();
    }

    @Test
    void ofManyWithOneKeyOneStarts() throws InterruptedException, ExecutionException {
        AuthorizePayment command = pay(key("race"), reference(), 100);
        assertThat(race(command)).isEqualTo(1);
        assertThat(
                        store.payments()
                                .list(
                                        new Payments.Filter(
                                                MERCHANT,
                                                10,
                                                command.merchantReference(),
                                                null,
                                                null,
                                                null,
                                                null)))
                .hasSize(1);
    }

    @Test
    void ofManyOperationsOnOnePaymentOneStarts() throws InterruptedException, ExecutionException {
        Payment payment = service.succeed(authorize("contended"));
        List<Callable<Boolean>> captures =
                IntStream.range(0, 16)
                        .<Callable<Boolean>>mapToObj(
                                i ->
                                        () ->
                                                claims.claim(
                                                                        List.of(
                                                                                new CapturePayment(
                                                                                        claim(
                                                                                                key(
                                                                                                        "contended-"
                                                                                                                + i),
                                                                                                "x"),
                                                                                        payment
                                                                                                .id(),
                                                                                        eur(1),
                                                                                        false)))
                                                                .getFirst()
                                                        instanceof Started)
                        .toList();
        assertThat(started(captures)).isEqualTo(1);
    }

    @Test
    void aReusedKeyNamesTheFieldsThatDiffer() {
        String key = key("reused");
        var first =
                new AuthorizePayment(
                        claim(key, "one", Map.of("amount", "1", "metadata", "2")),
                        reference(),
                        eur(1),
                        CaptureMethod.MANUAL,
                        "pm",
                        Map.of());
        assertThat(claims.claim(List.of(first)).getFirst()).isInstanceOf(Started.class);
        var other =
                new AuthorizePayment(
                        claim(key, "two", Map.of("amount", "9", "payment_method", "3")),
                        reference(),
                        eur(1),
                        CaptureMethod.MANUAL,
                        "pm",
                        Map.of());

        Reply reply =
                assertAnswer(
                        claims.claim(List.of(other)).getFirst(), 422, "idempotency_key_reused");
        assertThat(reply.body()).contains("amount, metadata, payment_method");
    }

    @Test
    void anExpiredKeyGivesWayButTheReferenceStillStopsASecondPayment() {
        AuthorizePayment command = pay(key("expired"), reference(), 100);
        Started first = (Started) claims.claim(List.of(command)).getFirst();
        Payment payment = service.succeed(first);
        transactions.write(
                "expire",
                tx ->
                        tx.update(
                                1,
                                "UPDATE idempotency_keys SET expires_at = ? WHERE key_hash = ?",
                                Instant.parse("2020-01-01T00:00:00Z"),
                                command.claim().keyHash()));

        Reply reply =
                assertAnswer(
                        claims.claim(List.of(command)).getFirst(),
                        409,
                        "duplicate_merchant_reference");
        assertThat(reply.body()).contains(payment.id());
    }

    /** Emulator 1.5.28 names the last rows of such an insert instead of those it inserted. */
    @Test
    void newKeysAndReferencesAreToldFromUsedOnesInOneList() {
        String reference = reference();
        AuthorizePayment used = pay(key("mixed-used"), reference, 100);
        assertThat(claims.claim(List.of(used)).getFirst()).isInstanceOf(Started.class);

        AuthorizePayment fresh = pay(key("mixed-fresh"), reference(), 100);
        AuthorizePayment sameReference = pay(key("mixed-reference"), reference, 100);
        List<Claimed> answers = claims.claim(List.of(fresh, sameReference, used));

        assertThat(answers.get(0)).isInstanceOf(Started.class);
        var _ = assertAnswer(answers.get(1), 409, "duplicate_merchant_reference");
        assertThat(answers.get(2)).isInstanceOf(Claimed.Running.class);
    }

    @Test
    void whoLostItsFenceChangesNothing() {
        Started slow = authorize("fence");
        Operation taken =
                slow.operation()
                        .takenOver(
                                Clock.systemUTC().instant(),
                                Clock.systemUTC().instant().plusSeconds(60));
        transactions.write(
                "take-over", tx -> store.operations().reschedule(tx, slow.operation(), taken));

        Reply late =
                results.record(
                                List.of(
                                        new Ended(
                                                slow.payment(),
                                                slow.operation(),
                                                OperationStatus.DECLINED,
                                                "no",
                                                true,
                                                RequestIds.NONE)))
                        .getFirst();
        assertThat(late.status()).isEqualTo(202);
        Reply winner =
                results.record(
                                List.of(
                                        new Ended(
                                                slow.payment(),
                                                taken,
                                                OperationStatus.SUCCEEDED,
                                                null,
                                                true,
                                                RequestIds.NONE)))
                        .getFirst();
        assertThat(winner.status()).isEqualTo(201);
        Reply again =
                results.record(
                                List.of(
                                        new Ended(
                                                slow.payment(),
                                                slow.operation(),
                                                OperationStatus.DECLINED,
                                                "no",
                                                true,
                                                RequestIds.NONE)))
                        .getFirst();
        assertThat(again.body()).isEqualTo(winner.body());
        assertThat(service.find(slow).status()).isEqualTo(PaymentStatus.AUTHORIZED);
    }

    @Test
    void theFenceAloneStopsALateWriter() {
        Started slow = authorize("fence-alone");
        transactions.write(
                "take-over",
                tx ->
                        tx.update(
                                1,
                                "UPDATE operations SET fence = fence + 1 WHERE operation_id = ?",
                                slow.operation().id()));

        Reply late =
                results.record(
                                List.of(
                                        new Ended(
                                                slow.payment(),
                                                slow.operation(),
                                                OperationStatus.DECLINED,
                                                "no",
                                                true,
                                                RequestIds.NONE)))
                        .getFirst();
        assertThat(late.status()).isEqualTo(202);
        assertThat(service.find(slow).status()).isEqualTo(PaymentStatus.AUTHORIZING);
    }

    @Test
    void aSettlementInBetweenDoesNotLoseTheResult() {
        Payment payment = service.succeed(authorize("settled"));
        var capture =
                new CapturePayment(
                        claim(key("settled-capture"), "x"), payment.id(), eur(400), false);
        Started started = (Started) claims.claim(List.of(capture)).getFirst();
        transactions.write(
                "settle",
                tx ->
                        tx.update(
                                1,
                                "UPDATE payments SET amount_settled = 7, version = version + 1 WHERE merchant_id = ? AND payment_id = ?",
                                MERCHANT,
                                payment.id()));

        Payment captured = service.succeed(started);
        assertThat(captured.amounts().captured()).isEqualTo(400);
        assertThat(captured.amounts().settled()).isEqualTo(7);
    }

    @Test
    void theDatabaseItselfRefusesAmountsThatContradict() {
        Payment payment = service.succeed(authorize("check"));
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        "steal",
                                        tx ->
                                                tx.update(
                                                        1,
                                                        "UPDATE payments SET amount_captured = amount_authorized + 1 WHERE merchant_id = ? AND payment_id = ?",
                                                        MERCHANT,
                                                        payment.id())))
                .hasMessageContaining("ck_payments_captured");
    }

    @Test
    void nobodyCallsOutInsideADatabaseTransaction() {
        var http =
                service.bean(InternalHttp.class)
                        .outside("http://localhost:1", Duration.ofSeconds(1));
        assertThatThrownBy(
                        () ->
                                transactions.readWrite(
                                        "calls-out",
                                        (Transaction _) ->
                                                http.get()
                                                        .uri("/")
                                                        .retrieve()
                                                        .toBodilessEntity()
                                                        .getStatusCode()
                                                        .value()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside a database transaction");
    }

    private static long race(AuthorizePayment command)
            throws InterruptedException, ExecutionException {
        return started(
                IntStream.range(0, 16)
                        .<Callable<Boolean>>mapToObj(
                                _ ->
                                        () ->
                                                claims.claim(List.of(command)).getFirst()
                                                        instanceof Started)
                        .toList());
    }

    private static long started(List<Callable<Boolean>> calls)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var won = new ArrayList<Boolean>();
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                won.add(call.get());
            }
            return won.stream().filter(Boolean::booleanValue).count();
        }
    }

    private static Started authorize(String name) {
        return service.start(TestCommands.pay(name, 1_000));
    }

    @CanIgnoreReturnValue
    private static Reply assertAnswer(Claimed claimed, int status, String code) {
        Reply reply =
                switch (claimed) {
                    case Answered(var answer) -> answer;
                    case Claimed.Running(var answer) -> answer;
                    case Started started -> throw new AssertionError("started: " + started);
                };
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains("\"code\":\"" + code + "\"");
        return reply;
    }

    private static AuthorizePayment pay(String key, String reference, long amount) {
        return TestCommands.pay(MERCHANT, key, reference, amount);
    }

    private static Claim claim(String key, String fingerprint) {
        return claim(key, fingerprint, Map.of("amount", fingerprint));
    }

    private static Claim claim(String key, String fingerprint, Map<String, String> fields) {
        return TestCommands.claim(MERCHANT, key, fingerprint, fields);
    }
}
