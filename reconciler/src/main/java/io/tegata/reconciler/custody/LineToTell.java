package io.tegata.reconciler.custody;

import io.tegata.reconciler.matching.SettledLine.Standing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line that payment-service and ledger-service are to be told, for the first time or again.
 *
 * @param standing what became of it when it was told before; null when it never was
 * @param refusal why the ledger refused it then
 */
record LineToTell(FileLine line, @Nullable Standing standing, @Nullable String refusal) {

    boolean isInSuspense() {
        return standing == Standing.SUSPENSE;
    }

    /** Whether there is something new to remember. */
    boolean changesTo(ToldLine told) {
        return standing == null
                ? told.standing() != Standing.BOOKED
                : standing != told.standing() || !Objects.equals(refusal, told.refusal());
    }
}
