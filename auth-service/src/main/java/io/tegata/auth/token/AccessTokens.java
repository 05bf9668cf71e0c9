package io.tegata.auth.token;

import io.tegata.common.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/**
 * Issues every access token of the platform: a JWT as RFC 9068 wants it, signed with RS256. Safe
 * for use by many threads.
 */
public final class AccessTokens {

    private static final String TYPE = "at+jwt";
    private static final String AUDIENCE = "tegata";

    /**
     * What a token allows.
     *
     * @param clientId who holds it
     * @param merchantId the merchant whose rows it opens; null for a service or an operator
     * @param apiKeyId the API key that it was exchanged for, if it was
     * @param lifetime whole seconds
     */
    public record Grant(
            String clientId,
            @Nullable String merchantId,
            @Nullable String apiKeyId,
            Set<String> scopes,
            Duration lifetime) {}

    private final JwtEncoder encoder;
    private final Clock clock;
    private final Ids ids;
    private final String issuer;

    AccessTokens(JwtEncoder encoder, Clock clock, Ids ids, String issuer) {
        this.encoder = encoder;
        this.clock = clock;
        this.ids = ids;
        this.issuer = issuer;
    }

    public Jwt issue(Grant grant) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var claims =
                JwtClaimsSet.builder()
                        .id(ids.next("tok"))
                        .issuer(issuer)
                        .subject(grant.clientId)
                        .audience(List.of(AUDIENCE))
                        .issuedAt(now)
                        .notBefore(now)
                        .expiresAt(now.plus(grant.lifetime))
                        .claim("client_id", grant.clientId)
                        .claim("scope", String.join(" ", grant.scopes));
        if (grant.merchantId != null) {
            claims.claim("merchant_id", grant.merchantId);
        }
        if (grant.apiKeyId != null) {
            claims.claim("api_key_id", grant.apiKeyId);
        }
        var header = JwsHeader.with(SignatureAlgorithm.RS256).type(TYPE).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build()));
    }
}
