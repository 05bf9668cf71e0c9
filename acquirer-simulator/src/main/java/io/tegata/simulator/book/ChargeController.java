package io.tegata.simulator.book;

import io.tegata.simulator.book.BookAnswer.Booked;
import io.tegata.simulator.book.BookAnswer.Refused;
import io.tegata.simulator.book.ChargeRequests.NewCapture;
import io.tegata.simulator.book.ChargeRequests.NewCharge;
import io.tegata.simulator.book.ChargeRequests.NewRefund;
import io.tegata.simulator.book.ChargeRequests.NewVoid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The bank's card API. */
@RestController
final class ChargeController {

    /** A booked operation as the bank answers it, now and at every repeat. */
    record OperationAnswer(
            String reference,
            String status,
            @Nullable String declineCode,
            long amount,
            String currency) {

        static OperationAnswer of(Operation operation) {
            return new OperationAnswer(
                    operation.reference(),
                    operation.status(),
                    operation.declineCode(),
                    operation.amount(),
                    operation.currency());
        }
    }

    /** Why nothing was booked, or why nobody can tell. */
    record ErrorAnswer(String error) {}

    private final Book book;
    private final BookTotals totals;
    private final ScriptedHang hang;

    ChargeController(Book book, BookTotals totals, ScriptedHang hang) {
        this.book = book;
        this.totals = totals;
        this.hang = hang;
    }

    @PostMapping("/v1/charges")
    ResponseEntity<?> charge(@RequestBody NewCharge body) {
        String reference = ChargeRequests.reference("reference", body.reference());
        String order = ChargeRequests.order(body.orderReference());
        long amount = ChargeRequests.amount(body.amount());
        String currency = ChargeRequests.currency(body.currency());
        Optional<CardToken> card = CardToken.named(String.valueOf(body.cardToken()));
        if (card.isEmpty()) {
            return refused(Refusal.UNKNOWN_CARD_TOKEN);
        }
        if (card.get() == CardToken.HANG_BEFORE_CHARGE) {
            hang.await();
            return error(HttpStatus.GATEWAY_TIMEOUT, "timeout");
        }
        BookAnswer answer =
                book.charge(
                        new ChargeOrder(
                                reference, order, amount, currency, card.get(), body.capture()));
        return afterFault(card.get(), answer);
    }

    @PostMapping("/v1/charges/{charge}/captures")
    ResponseEntity<?> capture(@PathVariable String charge, @RequestBody NewCapture body) {
        return answer(
                book.capture(
                        charge,
                        ChargeRequests.reference("reference", body.reference()),
                        ChargeRequests.amount(body.amount()),
                        Boolean.TRUE.equals(body.last())));
    }

    @PostMapping("/v1/charges/{charge}/voids")
    ResponseEntity<?> giveBack(@PathVariable String charge, @RequestBody NewVoid body) {
        return answer(
                book.giveBack(charge, ChargeRequests.reference("reference", body.reference())));
    }

    @PostMapping("/v1/charges/{charge}/refunds")
    ResponseEntity<?> refund(@PathVariable String charge, @RequestBody NewRefund body) {
        return answer(
                book.refund(
                        charge,
                        ChargeRequests.reference("reference", body.reference()),
                        ChargeRequests.amount(body.amount())));
    }

    @GetMapping("/v1/operations/{reference}")
    ResponseEntity<?> operation(@PathVariable String reference) {
        Optional<Operation> booked = book.find(reference);
        return booked.isPresent()
                ? ResponseEntity.ok(OperationAnswer.of(booked.get()))
                : error(HttpStatus.NOT_FOUND, "unknown_reference");
    }

    @GetMapping("/admin/book")
    BookTotals.Totals book() {
        return totals.read();
    }

    /** The charge is booked; a scripted fault keeps its answer back, at the first request only. */
    private ResponseEntity<?> afterFault(CardToken card, BookAnswer answer) {
        if (!(answer instanceof Booked(_, boolean now)) || !now) {
            return answer(answer);
        }
        return switch (card) {
            case HANG_AFTER_CHARGE -> {
                hang.await();
                yield answer(answer);
            }
            case ERROR_AFTER_CHARGE -> error(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error");
            case APPROVE,
                    DECLINE_INSUFFICIENT_FUNDS,
                    DECLINE_DO_NOT_HONOR,
                    DECLINE_EXPIRED_CARD,
                    HANG_BEFORE_CHARGE ->
                    answer(answer);
        };
    }

    private static ResponseEntity<?> answer(BookAnswer answer) {
        return switch (answer) {
            case Booked(var operation, _) -> ResponseEntity.ok(OperationAnswer.of(operation));
            case Refused(var refusal) -> refused(refusal);
        };
    }

    private static ResponseEntity<?> refused(Refusal refusal) {
        return error(refusal.status(), refusal.code());
    }

    private static ResponseEntity<?> error(HttpStatus status, String code) {
        return ResponseEntity.status(status).body(new ErrorAnswer(code));
    }
}
