package io.tegata.common.id;

import java.util.random.RandomGenerator;

/**
 * Makes ids: a prefix, an underscore and 128 random bits in base 32 (26 characters of RFC 4648's
 * alphabet, lower case). They are never monotonic, because they lead database keys and a growing
 * key makes one hot range. As safe for many threads as the generator given: {@link
 * java.security.SecureRandom} in production, a seeded one in tests.
 */
public final class Ids {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int CHARACTERS = 26;
    private static final int BITS_PER_CHARACTER = 5;

    private final RandomGenerator random;

    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** A new id such as {@code pay_…}; the prefix says what kind of thing it names. */
    public String next(String prefix) {
        var text = new StringBuilder(prefix.length() + 1 + CHARACTERS).append(prefix).append('_');
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= BITS_PER_CHARACTER) {
                bits -= BITS_PER_CHARACTER;
                text.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        // 128 bits are 25 characters and 3 bits: the last character carries those 3.
        return text.append(ALPHABET.charAt((buffer << (BITS_PER_CHARACTER - bits)) & 31))
                .toString();
    }
}
