package io.tegata.ledger.configuration;

import io.tegata.ledger.account.Floors;
import io.tegata.ledger.event.FeeContract;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings {@code tegata.ledger.*}.
 *
 * @param merchantFee what merchants pay for a capture
 * @param refundOverdraft how far below zero refunds may take a merchant's account, in minor units
 */
@ConfigurationProperties("tegata.ledger")
record LedgerSettings(FeeContract merchantFee, long refundOverdraft) {

    Floors floors() {
        return new Floors(refundOverdraft);
    }
}
