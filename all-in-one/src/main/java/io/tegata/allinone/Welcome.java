package io.tegata.allinone;

import io.tegata.allinone.platform.Merchant;
import java.nio.file.Path;

/** What a newcomer needs when the platform is ready: where it is, a key, and a first payment. */
final class Welcome {

    private Welcome() {}

    /** The order's name is new at every start, so that the printed command pays at every start. */
    static String text(String url, Merchant merchant, Path data, String order) {
        return """

        Tegata is ready.

          API        %1$s
          API page   %1$s/docs
          Merchant   %2$s
          API key    %3$s
          Data, logs %4$s

        A first payment; send it twice, and the second answer is the first one, replayed:

          curl -i %1$s/v1/payments \\
            -H 'Authorization: Bearer %3$s' \\
            -H 'Idempotency-Key: %5$s' \\
            -H 'Content-Type: application/json' \\
            -d '{"merchant_reference": "%5$s",
                 "amount": {"amount": 1250, "currency": "EUR"},
                 "payment_method": "pm_sandbox_approve"}'

        Captured payments stay unsettled until the simulated bank writes a settlement file;
        docs/try-reconciliation.md shows how to ask for one and reconcile.

        Ctrl-C stops it."""
                .formatted(url, merchant.id(), merchant.apiKey(), data, order);
    }
}
