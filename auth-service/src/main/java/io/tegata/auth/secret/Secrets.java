package io.tegata.auth.secret;

import io.tegata.common.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Makes secrets of 256 random bits, and stores and compares them as HMAC-SHA-256 under the pepper.
 *
 * <p>A slow hash protects what people choose; nobody can guess 256 random bits, so it would only
 * cost time on every request. The pepper, which is not in the database, makes a stolen table
 * worthless. Safe for use by many threads.
 */
public final class Secrets implements PasswordEncoder {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec pepper;
    private final Ids ids;

    public Secrets(byte[] pepper, RandomGenerator random) {
        this.pepper = new SecretKeySpec(pepper, ALGORITHM);
        this.ids = new Ids(random);
    }

    /** A new secret: the 128 random bits of two ids, 52 characters of base 32. */
    public String next() {
        return half() + half();
    }

    private String half() {
        String id = ids.next("s");
        return id.substring(id.indexOf('_') + 1);
    }

    /** What is stored of a secret: 32 bytes. */
    public byte[] hash(CharSequence secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(pepper);
            return mac.doFinal(secret.toString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence secret) {
        return secret == null ? null : HexFormat.of().formatHex(hash(secret));
    }

    /** Takes the same time wherever the two differ. */
    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
        return secret != null
                && encoded != null
                && MessageDigest.isEqual(hash(secret), HexFormat.of().parseHex(encoded));
    }
}
