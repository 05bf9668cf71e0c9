package io.tegata.reconciler;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The reconciler's settings.
 *
 * @param inbox the folder that settlement files come to, a sub-folder per acquirer; has no default
 * @param settledMargin how far the settled cut lies behind payment-service's database time: twice
 *     as long as a database transaction can live
 * @param deliveryWait how long a run waits until the ledger has every event up to its cut
 * @param settlementGrace how far the clocks of acquirer and platform may be apart
 * @param inFlightGrace how long an operation may be on its way before its hold or settlement line
 *     is a discrepancy
 * @param callTimeout limit of one call to a neighbour
 * @param exportTimeout limit of reading one whole export
 */
@ConfigurationProperties("tegata.reconciler")
record ReconcilerSettings(
        Path inbox,
        Duration settledMargin,
        Duration deliveryWait,
        Duration settlementGrace,
        Duration inFlightGrace,
        Duration callTimeout,
        Duration exportTimeout) {

    ReconcilerSettings {
        require(given(inbox) != null, "inbox must be given");
        require(!settledMargin.isNegative(), "settled-margin is 0 or more");
        require(!deliveryWait.isNegative(), "delivery-wait is 0 or more");
        require(!settlementGrace.isNegative(), "settlement-grace is 0 or more");
        require(!inFlightGrace.isNegative(), "in-flight-grace is 0 or more");
        require(callTimeout.isPositive(), "call-timeout is more than 0");
        require(exportTimeout.isPositive(), "export-timeout is more than 0");
    }

    /** A setting that nobody gave is bound as null, whatever the type says. */
    private static @Nullable Object given(@Nullable Object setting) {
        return setting;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("tegata.reconciler." + rule);
        }
    }
}
