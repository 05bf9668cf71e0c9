package io.tegata.ledger.hold;

import io.tegata.common.money.Money;
import java.util.Locale;

/**
 * One step in the life of a hold. The movement that placed it has the hold's own id, the one that
 * posted it the id of the journal entry.
 */
public record HoldMovement(String holdId, String id, Kind kind, Money amount) {

    /** What happened to the hold. */
    public enum Kind {
        PLACED,
        RELEASED,
        POSTED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
