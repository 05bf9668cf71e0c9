package io.tegata.auth.key;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of a secret API key: {@code sk_test_} or {@code sk_live_}, 52 characters of secret, 6 of
 * checksum. The checksum protects nothing; it lets a mistyped or cut key be refused without a
 * look-up, and a leaked one be found by scanners.
 */
public final class ApiKey {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final Pattern FORM = Pattern.compile("sk_(test|live)_[a-z2-7]{58}");

    private ApiKey() {}

    /** Makes a key of a new secret for the mode {@code test} or {@code live}. */
    public static String of(String mode, String secret) {
        String unchecked = "sk_" + mode + "_" + secret;
        return unchecked + checksum(unchecked);
    }

    /** Whether this can be a key at all. */
    public static boolean isWellFormed(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        int end = text.length() - CHECKSUM_CHARACTERS;
        return text.substring(end).equals(checksum(text.substring(0, end)));
    }

    /** The lowest 30 bits of the CRC in base 32, the highest of them first. */
    private static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        var checksum = new StringBuilder(CHECKSUM_CHARACTERS);
        for (int i = CHECKSUM_CHARACTERS - 1; i >= 0; i--) {
            checksum.append(
                    ALPHABET.charAt((int) (crc.getValue() >>> (i * BITS_PER_CHARACTER)) & 31));
        }
        return checksum.toString();
    }
}
