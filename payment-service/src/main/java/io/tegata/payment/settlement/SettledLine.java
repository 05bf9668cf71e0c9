package io.tegata.payment.settlement;

/**
 * A line of a settlement file: the attempt that the acquirer settled, gross amount in minor units.
 */
record SettledLine(long lineNo, String attemptId, String kind, long amount, String currency) {}
