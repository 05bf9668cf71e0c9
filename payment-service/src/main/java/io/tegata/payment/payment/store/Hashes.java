package io.tegata.payment.payment.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes that spread keys over the database's key range. They live in rows: they never change. */
final class Hashes {

    private Hashes() {}

    static String sha256(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    /** 0 ≤ bucket &lt; buckets; buckets is at most 256 and a power of two. */
    static long bucket(String text, int buckets) {
        return (digest(text)[0] & 0xff) % buckets;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
