package io.tegata.ledger.entry;

import io.tegata.ledger.account.AccountKey;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one source wants booked: all its steps, or none. The first step's rule makes the key under
 * which the source is booked once; the others follow it.
 *
 * @param corrects what must have been booked before, and stays; null for most
 */
public record Booking(Source source, List<Step> steps, @Nullable Corrected corrects) {

    /** An earlier booking and what it must have said. */
    public record Corrected(SourceKey key, Facts facts) {}

    public Booking {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a booking without steps: " + source);
        }
    }

    public Booking(Source source, List<Step> steps) {
        this(source, steps, null);
    }

    public SourceKey key() {
        return new SourceKey(source.id(), source.type(), steps.getFirst().rule());
    }

    /** The id of the record that stands under the key once this is booked. */
    public String recordId() {
        return steps.getFirst().recordId();
    }

    /** Every key whose record decides what becomes of this booking. */
    Stream<SourceKey> keys() {
        Stream<SourceKey> barred =
                steps.stream()
                        .flatMap(
                                step ->
                                        switch (step) {
                                            case Step.ReleaseOrBar release ->
                                                    Stream.of(release.hold().key());
                                            case Step.Post _,
                                                    Step.Place _,
                                                    Step.Release _,
                                                    Step.PostHeld _ ->
                                                    Stream.empty();
                                        });
        return Stream.of(Stream.of(key()), barred, Stream.ofNullable(corrects).map(Corrected::key))
                .flatMap(keys -> keys);
    }

    /** The accounts that must be open; a hold that is taken off names its account itself. */
    Stream<AccountKey> accounts() {
        return steps.stream()
                .flatMap(
                        step ->
                                switch (step) {
                                    case Step.Post post -> accounts(post.entry());
                                    case Step.Place place -> Stream.of(place.account());
                                    case Step.Release _, Step.ReleaseOrBar _ -> Stream.empty();
                                    case Step.PostHeld posted -> accounts(posted.entry());
                                });
    }

    /** The holds that the steps take from. */
    Stream<HeldBy> holdsTaken() {
        return steps.stream()
                .flatMap(
                        step ->
                                switch (step) {
                                    case Step.Post _, Step.Place _ -> Stream.empty();
                                    case Step.Release release -> Stream.of(release.hold());
                                    case Step.ReleaseOrBar release -> Stream.of(release.hold());
                                    case Step.PostHeld posted -> Stream.of(posted.hold());
                                });
    }

    private static Stream<AccountKey> accounts(JournalEntry entry) {
        return entry.postings().stream().map(Posting::account);
    }
}
