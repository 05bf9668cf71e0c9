package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.SettledLine.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line that payment-service and ledger-service were told.
 *
 * @param refusal why the ledger did not book it; null when it did not refuse
 */
record ToldLine(long lineNo, Standing standing, @Nullable String refusal) {}
