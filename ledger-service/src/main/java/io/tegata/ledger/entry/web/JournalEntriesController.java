package io.tegata.ledger.entry.web;

import io.tegata.ledger.account.Account;
import io.tegata.ledger.account.AccountKey;
import io.tegata.ledger.entry.BookedEntry;
import io.tegata.ledger.entry.Entries;
import io.tegata.ledger.entry.Posting;
import io.tegata.ledger.rest.Input;
import io.tegata.ledger.rest.Page;
import io.tegata.ledger.rest.PageQuery;
import io.tegata.ledger.rest.Times;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What operators see of the journal. All amounts are minor units. */
@RestController
final class JournalEntriesController {

    private final Entries entries;

    JournalEntriesController(Entries entries) {
        this.entries = entries;
    }

    record PostingView(
            String accountId,
            String owner,
            String type,
            String side,
            long amount,
            String currency) {

        static PostingView of(Posting posting, Map<AccountKey, Account> accounts) {
            AccountKey key = posting.account();
            return new PostingView(
                    Objects.requireNonNull(accounts.get(key)).id(),
                    key.owner(),
                    key.type().code(),
                    posting.side().code(),
                    posting.amount().minor(),
                    posting.amount().currency().getCurrencyCode());
        }
    }

    record EntryView(
            String entryId,
            String sourceType,
            String sourceId,
            String rule,
            long ruleVersion,
            @Nullable String merchantId,
            @Nullable String paymentId,
            @Nullable String holdId,
            @Nullable String sourceAt,
            String effectiveAt,
            String bookedAt,
            List<PostingView> postings) {

        static EntryView of(BookedEntry booked) {
            return new EntryView(
                    booked.entry().id(),
                    booked.source().type().code(),
                    booked.source().id(),
                    booked.source().rule().code(),
                    booked.ruleVersion(),
                    booked.merchantId(),
                    booked.paymentId(),
                    booked.holdId(),
                    booked.sourceAt() == null ? null : Times.text(booked.sourceAt()),
                    Times.text(booked.effectiveAt()),
                    Times.text(booked.bookedAt()),
                    booked.entry().postings().stream()
                            .map(posting -> PostingView.of(posting, booked.accounts()))
                            .toList());
        }
    }

    /** Lists in the order of entry ids, which is random but fixed; {@code booked_at} says when. */
    @GetMapping("/v1/ops/ledger/journal_entries")
    Page<EntryView> list(
            @RequestParam(name = "payment_id", required = false) @Nullable String paymentId,
            @RequestParam(name = "account_id", required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(name = "starting_after", required = false)
                    @Nullable String startingAfter) {
        var page = PageQuery.of(limit, startingAfter);
        List<EntryView> found =
                entries.list(filter(paymentId, accountId), page.after(), page.rowsToRead()).stream()
                        .map(EntryView::of)
                        .toList();
        return Page.of(found, page, EntryView::entryId);
    }

    private static Entries.Filter filter(@Nullable String paymentId, @Nullable String accountId) {
        if (paymentId != null && accountId != null) {
            throw Input.invalid("/account_id", "either a payment_id or an account_id, not both");
        }
        if (paymentId != null) {
            return new Entries.Filter.OfPayment(Input.id("/payment_id", paymentId));
        }
        if (accountId != null) {
            return new Entries.Filter.OfAccount(Input.id("/account_id", accountId));
        }
        return new Entries.Filter.All();
    }
}
