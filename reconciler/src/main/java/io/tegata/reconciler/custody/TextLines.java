package io.tegata.reconciler.custody;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that end in {@code \n}, strictly UTF-8, of bounded length, and hashes the bytes on
 * the way.
 */
final class TextLines {

    private static final int MAX_LINE_BYTES = 1_024;

    private final InputStream in;
    private final MessageDigest digest = sha256();
    private byte[] pending = {};
    private long number;

    /** The stream should be buffered: it is read byte by byte. */
    TextLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; null at the end of the file. */
    @Nullable String next() throws IOException, DamagedFile {
        digest.update(pending);
        pending = new byte[0];
        number++;
        var line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read == -1 && line.size() == 0) {
                return null;
            }
            if (read == -1) {
                throw new DamagedFile(
                        FileFault.custody(number, "line", "the file ends inside a line"));
            }
            if (line.size() == MAX_LINE_BYTES) {
                throw new DamagedFile(
                        FileFault.content(
                                number, "line", "longer than " + MAX_LINE_BYTES + " bytes"));
            }
            if (read == '\r') { // the CSV reader would take it for the end of the line
                throw new DamagedFile(FileFault.content(number, "line", "holds a carriage return"));
            }
            line.write(read);
        }
        byte[] bytes = line.toByteArray();
        line.write('\n');
        pending = line.toByteArray();
        return decode(bytes);
    }

    /** Of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** SHA-256 of every byte before the line that was read last, in hex. */
    String hashBefore() {
        return hash(digest);
    }

    private static String hash(MessageDigest digest) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String decode(byte[] bytes) throws DamagedFile {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new DamagedFile(FileFault.content(number, "line", "is not UTF-8"));
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
