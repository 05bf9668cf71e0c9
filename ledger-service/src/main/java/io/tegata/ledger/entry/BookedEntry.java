package io.tegata.ledger.entry;

import io.tegata.ledger.account.Account;
import io.tegata.ledger.account.AccountKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry as it stands in the books, checked once more when it was read.
 *
 * @param accounts the accounts of its postings
 * @param holdId the hold that it posted, or null
 * @param sourceAt database time at payment-service; null for what comes from a file
 * @param bookedAt database time of the booking
 */
public record BookedEntry(
        JournalEntry entry,
        Map<AccountKey, Account> accounts,
        SourceKey source,
        long ruleVersion,
        @Nullable String merchantId,
        @Nullable String paymentId,
        @Nullable String holdId,
        @Nullable Instant sourceAt,
        Instant effectiveAt,
        Instant bookedAt) {}
