package io.tegata.ledger.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Stands where auth-service does: signs access tokens and serves the key that checks them. */
public final class TokenIssuer {

    static final String ISSUER = "http://issuer.test";
    private static final int KEY_BITS = 2048;
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final RSAKey key;
    private final HttpServer server;
    private final Clock clock = Clock.systemUTC();

    public TokenIssuer() {
        try {
            key = new RSAKeyGenerator(KEY_BITS).keyID("test").generate();
            byte[] jwks = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/oauth2/jwks",
                    exchange -> {
                        exchange.sendResponseHeaders(200, jwks.length);
                        exchange.getResponseBody().write(jwks);
                        exchange.close();
                    });
            server.start();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A valid token with these scopes. */
    public String token(String scope) {
        return sign(key, "at+jwt", "tegata", scope, clock.instant().plus(LIFE));
    }

    /** A token whose time is over. */
    public String expiredToken(String scope) {
        return sign(key, "at+jwt", "tegata", scope, clock.instant().minus(LIFE));
    }

    /** A token for another platform. */
    public String tokenForSomebodyElse(String scope) {
        return sign(key, "at+jwt", "elsewhere", scope, clock.instant().plus(LIFE));
    }

    /** A token that is signed by a key which nobody published. */
    public String forgedToken(String scope) {
        try {
            RSAKey forged = new RSAKeyGenerator(KEY_BITS).keyID("test").generate();
            return sign(forged, "at+jwt", "tegata", scope, clock.instant().plus(LIFE));
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String sign(
            RSAKey key, String type, String audience, String scope, Instant end) {
        try {
            var claims =
                    new JWTClaimsSet.Builder()
                            .issuer(ISSUER)
                            .subject("test")
                            .audience(audience)
                            .issueTime(Date.from(end.minus(LIFE)))
                            .notBeforeTime(Date.from(end.minus(LIFE)))
                            .expirationTime(Date.from(end))
                            .claim("client_id", "test")
                            .claim("scope", scope)
                            .build();
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("test")
                            .type(new JOSEObjectType(type))
                            .build();
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
