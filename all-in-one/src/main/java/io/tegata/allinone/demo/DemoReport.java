package io.tegata.allinone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the demo found out, and the verdict over it.
 *
 * @param findings what is wrong; empty when the demo passed
 */
record DemoReport(
        int requested,
        SortedMap<String, Integer> byStatus,
        Volumes volumes,
        long duplicatesSent,
        long duplicatesReplayed,
        long retries,
        Books books,
        Reconciliation reconciliation,
        Times times,
        List<String> findings) {

    /** How long it took: from the start of the process, and its parts. */
    record Times(
            Duration toFirstPaidPayment,
            Duration orders,
            Duration reconciliation,
            Duration total) {}

    /** What is counted and measured from outside. */
    record Sent(long duplicatesSent, long duplicatesReplayed, long retries) {

        static Sent of(Tally tally) {
            return new Sent(
                    tally.duplicatesSent.sum(),
                    tally.duplicatesReplayed.sum(),
                    tally.retries.sum());
        }
    }

    static DemoReport of(
            List<OrderResult> results,
            Sent sent,
            Books books,
            Reconciliation reconciliation,
            Times times) {
        var byStatus = new TreeMap<String, Integer>();
        results.forEach(result -> byStatus.merge(result.status(), 1, Integer::sum));
        Volumes volumes = Volumes.of(results);
        return new DemoReport(
                results.size(),
                byStatus,
                volumes,
                sent.duplicatesSent,
                sent.duplicatesReplayed,
                sent.retries,
                books,
                reconciliation,
                times,
                findings(results, sent, volumes, books, reconciliation));
    }

    boolean passed() {
        return findings.isEmpty();
    }

    int unknown() {
        return byStatus.getOrDefault(OrderResult.UNKNOWN, 0);
    }

    private static List<String> findings(
            List<OrderResult> results,
            Sent sent,
            Volumes volumes,
            Books books,
            Reconciliation reconciliation) {
        var findings = new ArrayList<String>();
        for (OrderResult result : results) {
            for (String finding : result.findings()) {
                findings.add(result.order().id() + ": " + finding);
            }
        }
        if (sent.duplicatesReplayed != sent.duplicatesSent) {
            findings.add(
                    "%,d of the %,d requests sent twice were not answered by replay"
                            .formatted(
                                    sent.duplicatesSent - sent.duplicatesReplayed,
                                    sent.duplicatesSent));
        }
        if (books.doubleCharges() != 0) {
            findings.add("the acquirer charged " + books.doubleCharges() + " orders twice");
        }
        long declined =
                results.stream().filter(result -> result.status().equals("declined")).count();
        if (books.charges() != results.size() - declined) {
            findings.add(
                    "the acquirer has %,d charges for %,d approved payments"
                            .formatted(books.charges(), results.size() - declined));
        }
        if (!nonZero(books.acquirerCaptured()).equals(nonZero(volumes.captured()))) {
            findings.add("the acquirer captured other sums: " + books.acquirerCaptured());
        }
        if (!nonZero(books.acquirerRefunded()).equals(nonZero(volumes.refunded()))) {
            findings.add("the acquirer refunded other sums: " + books.acquirerRefunded());
        }
        if (reconciliation.settledLines() != books.captures() + books.refunds()) {
            findings.add(
                    "the acquirer settled %,d of its %,d captures and refunds"
                            .formatted(
                                    reconciliation.settledLines(),
                                    books.captures() + books.refunds()));
        }
        nonZero(books.trialBalance())
                .forEach(
                        (currency, difference) ->
                                findings.add(
                                        "the ledger's %s accounts sum to %,d instead of zero"
                                                .formatted(currency, difference)));
        if (!books.trialBalance().keySet().containsAll(nonZero(volumes.captured()).keySet())) {
            findings.add("the ledger lacks a currency in which money moved");
        }
        findings.addAll(reconciliation.findings());
        return List.copyOf(findings);
    }

    private static SortedMap<String, Long> nonZero(SortedMap<String, Long> sums) {
        var left = new TreeMap<>(sums);
        left.values().removeIf(sum -> sum == 0);
        return left;
    }
}
