package io.tegata.ledger.entry.store;

import io.tegata.common.money.Money;
import io.tegata.ledger.entry.Booking;
import io.tegata.ledger.entry.HeldBy;
import io.tegata.ledger.entry.JournalEntry;
import io.tegata.ledger.entry.Posting;
import io.tegata.ledger.entry.Rule;
import io.tegata.ledger.entry.Source;
import io.tegata.ledger.entry.Step;
import io.tegata.ledger.entry.Tally;
import io.tegata.ledger.hold.HoldMovement;
import io.tegata.ledger.hold.HoldMovement.Kind;
import io.tegata.storage.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an accepted booking leaves. None of them is ever changed, but what remains of a
 * hold: that is written as the whole batch leaves it.
 */
final class RecordRows {

    /** The kind of a record under whose key nothing was booked, and never will be. */
    static final String NOTHING = "none";

    private final Booking booking;
    private final Tally decided;
    private final List<Row> rows = new ArrayList<>();

    private RecordRows(Booking booking, Tally decided) {
        this.booking = booking;
        this.decided = decided;
    }

    static List<Row> of(Booking booking, Tally decided) {
        var rows = new RecordRows(booking, decided);
        booking.steps().forEach(rows::add);
        // The first step's source record is the claim, which is there already.
        booking.steps().stream().skip(1).forEach(rows::sourceRecord);
        return rows.rows;
    }

    static String kind(Step step) {
        return switch (step) {
            case Step.Post _, Step.PostHeld _ -> "entry";
            case Step.Place _, Step.Release _, Step.ReleaseOrBar _ -> "hold";
        };
    }

    private void add(Step step) {
        switch (step) {
            case Step.Post post -> entry(post, post.entry(), null);
            case Step.Place place -> place(place);
            case Step.Release release -> release(release, release.hold());
            case Step.ReleaseOrBar release -> {
                if (decided.isHeld(release.hold())) {
                    release(release, release.hold());
                }
            }
            case Step.PostHeld posted -> {
                String hold = decided.holdId(posted.hold());
                entry(posted, posted.entry(), hold);
                movement(
                        posted,
                        new HoldMovement(hold, posted.recordId(), Kind.POSTED, posted.amount()));
            }
        }
    }

    private void release(Step step, HeldBy hold) {
        movement(
                step,
                new HoldMovement(
                        decided.holdId(hold), step.recordId(), Kind.RELEASED, step.amount()));
    }

    /** Takes the key of a hold that was never placed, so that it never will be. */
    static Row bar(Tally.Bar bar) {
        Source source = bar.booking().source();
        Rule placed = bar.step().hold().rule();
        Money amount = bar.step().amount();
        return Row.into("source_records")
                .set("source_id", source.id())
                .set("source_type", source.type().code())
                .set("rule", placed.code())
                .set("rule_version", placed.version())
                .set("facts", source.facts().lines())
                .set("record_id", bar.step().recordId())
                .set("record_kind", NOTHING)
                .set("merchant_id", source.merchantId())
                .set("payment_id", source.paymentId())
                .set("amount", amount.minor())
                .set("currency", amount.currency().getCurrencyCode())
                .set("source_at", source.sourceAt())
                .databaseTime("booked_at");
    }

    private void sourceRecord(Step step) {
        rows.add(
                source(Row.into("source_records"))
                        .set("source_type", booking.source().type().code())
                        .set("rule", step.rule().code())
                        .set("rule_version", step.rule().version())
                        .set("record_id", step.recordId())
                        .set("record_kind", kind(step))
                        .set("merchant_id", booking.source().merchantId())
                        .set("payment_id", booking.source().paymentId())
                        .set("amount", step.amount().minor())
                        .set("currency", step.amount().currency().getCurrencyCode())
                        .databaseTime("booked_at"));
    }

    private void entry(Step step, JournalEntry entry, @Nullable String holdId) {
        Source source = booking.source();
        rows.add(
                source(Row.into("journal_entries"))
                        .set("entry_id", entry.id())
                        .set("source_type", source.type().code())
                        .set("rule", step.rule().code())
                        .set("rule_version", step.rule().version())
                        .set("hold_id", holdId)
                        .set("merchant_id", source.merchantId())
                        .set("payment_id", source.paymentId())
                        .set("effective_at", source.effectiveAt())
                        .databaseTime("booked_at"));
        long number = 1;
        for (Posting posting : entry.postings()) {
            rows.add(
                    Row.into("postings")
                            .set("entry_id", entry.id())
                            .set("posting_no", number++)
                            .set("account_id", decided.accountId(posting.account()))
                            .set("side", posting.side().code())
                            .set("amount", posting.amount().minor())
                            .set("currency", posting.amount().currency().getCurrencyCode()));
        }
    }

    private void place(Step.Place place) {
        var name = new HeldBy(booking.source().id(), place.rule());
        rows.add(
                Row.into("holds")
                        .set("hold_id", place.recordId())
                        .set("account_id", decided.accountId(place.account()))
                        .set("operation_id", booking.source().id())
                        .set("rule", place.rule().code())
                        .set("merchant_id", booking.source().merchantId())
                        .set("payment_id", booking.source().paymentId())
                        .set("amount", place.amount().minor())
                        .set("currency", place.amount().currency().getCurrencyCode())
                        .set("remaining", decided.remainingOf(name).minor())
                        .set("source_at", booking.source().sourceAt())
                        .databaseTime("placed_at"));
        movement(
                place,
                new HoldMovement(place.recordId(), place.recordId(), Kind.PLACED, place.amount()));
    }

    private void movement(Step step, HoldMovement movement) {
        rows.add(
                source(Row.into("hold_movements"))
                        .set("hold_id", movement.holdId())
                        .set("movement_id", movement.id())
                        .set("kind", movement.kind().code())
                        .set("amount", movement.amount().minor())
                        .set("rule", step.rule().code())
                        .databaseTime("booked_at"));
    }

    private Row source(Row row) {
        return row.set("source_id", booking.source().id())
                .set("source_at", booking.source().sourceAt());
    }
}
