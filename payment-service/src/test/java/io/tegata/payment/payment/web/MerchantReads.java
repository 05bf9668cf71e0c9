package io.tegata.payment.payment.web;

import io.tegata.payment.payment.PaymentStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a merchant reads, as the controller answers it, without HTTP. */
public final class MerchantReads {

    private final PaymentQueries queries;
    private final Jwt token;

    public MerchantReads(PaymentStore store, String merchant) {
        queries = new PaymentQueries(store, Clock.systemUTC());
        token =
                Jwt.withTokenValue("test")
                        .header("alg", "none")
                        .claim("merchant_id", merchant)
                        .build();
    }

    public void payment(String id) {
        var _ = queries.payment(token, id);
    }

    public void refund(String id) {
        var _ = queries.refund(token, id);
    }

    public void key(String key) {
        var _ = queries.key(token, key);
    }

    /**
     * Two payments, the newest of all or of those after one; returns the cursor of the next page.
     */
    public @Nullable String page(@Nullable String after) {
        return queries.payments(token, null, null, null, null, "2", after).nextCursor();
    }
}
