package io.tegata.auth.secret;

/** RFC 4648's base 32 in lower case, without padding. */
public final class Base32 {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS_PER_CHARACTER = 5;

    private Base32() {}

    /** The lowest {@code 5 × characters} bits of a number, the highest of them first. */
    public static String encode(long number, int characters) {
        var text = new StringBuilder(characters);
        for (int i = characters - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (number >>> (i * BITS_PER_CHARACTER)) & 31));
        }
        return text.toString();
    }

    public static String encode(byte[] bytes) {
        var text = new StringBuilder();
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
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (BITS_PER_CHARACTER - bits)) & 31));
        }
        return text.toString();
    }
}
