package io.tegata.ledger.event;

import static io.tegata.ledger.entry.Posting.credit;
import static io.tegata.ledger.entry.Posting.debit;

import io.tegata.common.id.Ids;
import io.tegata.common.money.Money;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.entry.Booking;
import io.tegata.ledger.entry.Facts;
import io.tegata.ledger.entry.HeldBy;
import io.tegata.ledger.entry.JournalEntry;
import io.tegata.ledger.entry.Posting;
import io.tegata.ledger.entry.Rule;
import io.tegata.ledger.entry.Source;
import io.tegata.ledger.entry.SourceType;
import io.tegata.ledger.entry.Step;
import io.tegata.ledger.event.PaymentEvent.Authorized;
import io.tegata.ledger.event.PaymentEvent.Captured;
import io.tegata.ledger.event.PaymentEvent.Operation;
import io.tegata.ledger.event.PaymentEvent.RefundAsked;
import io.tegata.ledger.event.PaymentEvent.RefundFailed;
import io.tegata.ledger.event.PaymentEvent.RefundSucceeded;
import io.tegata.ledger.event.PaymentEvent.Voided;
import java.util.ArrayList;
import java.util.List;

/** The posting rules of payments: what each event books. Safe for use by many threads. */
public final class PaymentRules {

    private final FeeContract fees;
    private final Ids ids;

    public PaymentRules(FeeContract fees, Ids ids) {
        this.fees = fees;
        this.ids = ids;
    }

    public Booking bookingFor(PaymentEvent event) {
        var operation = event.operation();
        var facts = facts(operation);
        return switch (event) {
            case Authorized _ -> booking(operation, facts, List.of(authorization(operation)));
            case Captured captured ->
                    booking(
                            operation,
                            facts.add("authorization_id", captured.authorizationId())
                                    .add("released_amount", captured.released().minor()),
                            captured(captured));
            case Voided(_, String authorizationId) ->
                    booking(
                            operation,
                            facts.add("authorization_id", authorizationId),
                            List.of(
                                    release(
                                            Rule.VOID,
                                            new HeldBy(authorizationId, Rule.AUTHORIZATION),
                                            operation.amount())));
            case RefundAsked _ -> booking(operation, facts, List.of(refundHold(operation)));
            case RefundSucceeded _ -> booking(operation, facts, List.of(refund(operation)));
            case RefundFailed _ ->
                    booking(
                            operation,
                            facts,
                            List.of(
                                    new Step.ReleaseOrBar(
                                            Rule.REFUND_RELEASE,
                                            ids.next("hmv"),
                                            new HeldBy(operation.id(), Rule.REFUND_HOLD),
                                            operation.amount())));
        };
    }

    private Step authorization(Operation operation) {
        return new Step.Place(
                Rule.AUTHORIZATION,
                ids.next("hld"),
                merchant(operation, AccountType.AUTH_MEMO),
                operation.amount());
    }

    /** The capture, what the merchant pays for it, and the end of that much authorization. */
    private List<Step> captured(Captured captured) {
        Operation operation = captured.operation();
        AccountKey pending = merchant(operation, AccountType.MERCHANT_PENDING);
        var steps = new ArrayList<Step>();
        steps.add(
                new Step.Post(
                        Rule.CAPTURE,
                        entry(
                                debit(receivable(operation), operation.amount()),
                                credit(pending, operation.amount()))));
        Money fee = fees.feeOf(operation.amount());
        if (fee.minor() > 0) {
            var income =
                    new AccountKey(AccountKey.PLATFORM, AccountType.FEE_INCOME, fee.currency());
            steps.add(
                    new Step.Post(
                            Rule.MERCHANT_FEE, entry(debit(pending, fee), credit(income, fee))));
        }
        if (captured.authorizationId() != null) {
            steps.add(
                    release(
                            Rule.CAPTURE_RELEASE,
                            new HeldBy(captured.authorizationId(), Rule.AUTHORIZATION),
                            operation.amount().plus(captured.released())));
        }
        return steps;
    }

    private Step refundHold(Operation operation) {
        return new Step.Place(
                Rule.REFUND_HOLD,
                ids.next("hld"),
                merchant(operation, AccountType.MERCHANT_PENDING),
                operation.amount());
    }

    private Step refund(Operation operation) {
        return new Step.PostHeld(
                Rule.REFUND,
                entry(
                        debit(
                                merchant(operation, AccountType.MERCHANT_PENDING),
                                operation.amount()),
                        credit(receivable(operation), operation.amount())),
                new HeldBy(operation.id(), Rule.REFUND_HOLD));
    }

    private Step release(Rule rule, HeldBy hold, Money amount) {
        return new Step.Release(rule, ids.next("hmv"), hold, amount);
    }

    private JournalEntry entry(Posting debit, Posting credit) {
        return new JournalEntry(ids.next("ent"), List.of(debit, credit));
    }

    private static Booking booking(Operation operation, Facts.Builder facts, List<Step> steps) {
        return new Booking(
                new Source(
                        SourceType.OPERATION,
                        operation.id(),
                        facts.build(),
                        operation.merchantId(),
                        operation.paymentId(),
                        operation.sourceAt(),
                        operation.sourceAt()),
                steps);
    }

    /** What a repeat must say again; its time may differ, because a hold may be asked for anew. */
    private static Facts.Builder facts(Operation operation) {
        return Facts.list()
                .add("merchant_id", operation.merchantId())
                .add("payment_id", operation.paymentId())
                .add("acquirer", operation.acquirer())
                .add("amount", operation.amount().minor())
                .add("currency", operation.amount().currency());
    }

    private static AccountKey merchant(Operation operation, AccountType type) {
        return new AccountKey(operation.merchantId(), type, operation.amount().currency());
    }

    private static AccountKey receivable(Operation operation) {
        return new AccountKey(
                operation.acquirer(),
                AccountType.ACQUIRER_RECEIVABLE,
                operation.amount().currency());
    }
}
