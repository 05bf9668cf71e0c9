package io.tegata.ledger.settlement;

import static io.tegata.ledger.entry.Posting.credit;
import static io.tegata.ledger.entry.Posting.debit;

import io.tegata.common.id.Ids;
import io.tegata.common.money.Money;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.entry.Booking;
import io.tegata.ledger.entry.Facts;
import io.tegata.ledger.entry.JournalEntry;
import io.tegata.ledger.entry.Posting;
import io.tegata.ledger.entry.Rule;
import io.tegata.ledger.entry.Source;
import io.tegata.ledger.entry.SourceKey;
import io.tegata.ledger.entry.SourceType;
import io.tegata.ledger.entry.Step;
import io.tegata.ledger.settlement.SettlementLine.Named;
import io.tegata.ledger.settlement.SettlementLine.Subject;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a line of a settlement file books. Safe for use by many threads. */
public final class SettlementRule {

    private final Ids ids;

    public SettlementRule(Ids ids) {
        this.ids = ids;
    }

    /** Empty for a line without any amount, which leaves nothing to book. */
    public Optional<Booking> bookingFor(SettlementLine line) {
        List<Posting> postings =
                switch (line.subject()) {
                    case Subject.Settled settled ->
                            settled(settled, line, account(line, AccountType.BANK_CLEARING));
                    case Subject.FromSuspense(var settled) ->
                            settled(settled, line, account(line, AccountType.SUSPENSE));
                    case Subject.Unknown _ -> unknown(line);
                };
        if (postings.isEmpty()) {
            return Optional.empty();
        }
        var entry = new JournalEntry(ids.next("ent"), postings);
        return Optional.of(
                switch (line.subject()) {
                    case Subject.Settled _, Subject.Unknown _ ->
                            new Booking(
                                    source(line), List.of(new Step.Post(Rule.SETTLEMENT, entry)));
                    case Subject.FromSuspense(var settled) ->
                            new Booking(
                                    source(line),
                                    List.of(new Step.Post(Rule.SETTLEMENT_FROM_SUSPENSE, entry)),
                                    wasUnknown(line, settled));
                });
    }

    /** What must be in suspense: the same line as it was booked while nobody knew it. */
    private static Booking.Corrected wasUnknown(SettlementLine line, Subject.Settled settled) {
        Money gross =
                switch (settled) {
                    case Subject.Capture _ -> line.gross();
                    case Subject.Refund _ -> negative(line.gross());
                };
        var unknown =
                new SettlementLine(
                        line.fileHash(),
                        line.lineNo(),
                        line.acquirer(),
                        new Subject.Unknown(),
                        gross,
                        line.fee(),
                        line.valueDate());
        return new Booking.Corrected(
                new SourceKey(id(line), SourceType.SETTLEMENT_LINE, Rule.SETTLEMENT),
                facts(unknown, null));
    }

    /** The money is in the clearing account, or has waited in suspense since it was unknown. */
    private static List<Posting> settled(
            Subject.Settled settled, SettlementLine line, AccountKey money) {
        return switch (settled) {
            case Subject.Capture _ -> capture(line, money);
            case Subject.Refund _ -> refund(line, money);
        };
    }

    /** The acquirer owes us the gross amount no more; it paid what its fee left. */
    private static List<Posting> capture(SettlementLine line, AccountKey money) {
        var postings = new ArrayList<Posting>();
        debitSigned(postings, money, line.gross().minus(line.fee()));
        debitSigned(postings, account(line, AccountType.ACQUIRER_FEE_EXPENSE), line.fee());
        postings.add(credit(account(line, AccountType.ACQUIRER_RECEIVABLE), line.gross()));
        return postings;
    }

    /** The acquirer took the refund, and its fee, off what it paid. */
    private static List<Posting> refund(SettlementLine line, AccountKey money) {
        var postings = new ArrayList<Posting>();
        postings.add(debit(account(line, AccountType.ACQUIRER_RECEIVABLE), line.gross()));
        debitSigned(postings, account(line, AccountType.ACQUIRER_FEE_EXPENSE), line.fee());
        postings.add(credit(money, line.gross().plus(line.fee())));
        return postings;
    }

    /** What came in and what was kept wait in suspense until somebody knows what they are. */
    private static List<Posting> unknown(SettlementLine line) {
        var postings = new ArrayList<Posting>();
        debitSigned(
                postings, account(line, AccountType.BANK_CLEARING), line.gross().minus(line.fee()));
        debitSigned(postings, account(line, AccountType.SUSPENSE), negative(line.gross()));
        debitSigned(postings, account(line, AccountType.SUSPENSE), line.fee());
        return postings;
    }

    /** A debit of a negative amount is a credit; of zero, nothing. */
    private static void debitSigned(List<Posting> postings, AccountKey account, Money amount) {
        if (amount.minor() > 0) {
            postings.add(debit(account, amount));
        } else if (amount.minor() < 0) {
            postings.add(credit(account, negative(amount)));
        }
    }

    private static Money negative(Money amount) {
        return new Money(Math.negateExact(amount.minor()), amount.currency());
    }

    private static AccountKey account(SettlementLine line, AccountType type) {
        return new AccountKey(line.acquirer(), type, line.gross().currency());
    }

    private static String id(SettlementLine line) {
        return line.fileHash() + ":" + line.lineNo();
    }

    private static Source source(SettlementLine line) {
        Named named = named(line.subject());
        return new Source(
                SourceType.SETTLEMENT_LINE,
                id(line),
                facts(line, named),
                named == null ? null : named.merchantId(),
                named == null ? null : named.paymentId(),
                null,
                line.valueDate().atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static Facts facts(SettlementLine line, @Nullable Named named) {
        return Facts.list()
                .add("acquirer", line.acquirer())
                .add("kind", kind(line.subject()))
                .add("gross", line.gross().minor())
                .add("fee", line.fee().minor())
                .add("currency", line.gross().currency())
                .add("value_date", line.valueDate())
                .add("operation_id", named == null ? null : named.operationId())
                .add("merchant_id", named == null ? null : named.merchantId())
                .add("payment_id", named == null ? null : named.paymentId())
                .build();
    }

    private static @Nullable Named named(Subject subject) {
        return switch (subject) {
            case Subject.Settled settled -> settled.named();
            case Subject.FromSuspense(var settled) -> settled.named();
            case Subject.Unknown _ -> null;
        };
    }

    private static String kind(Subject subject) {
        return switch (subject) {
            case Subject.Capture _ -> "capture";
            case Subject.Refund _ -> "refund";
            case Subject.FromSuspense(var settled) -> kind(settled) + "_from_suspense";
            case Subject.Unknown _ -> "unknown";
        };
    }
}
