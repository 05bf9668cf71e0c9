package io.tegata.reconciler.custody;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes settlement files for tests, whole ones and damaged ones. */
public final class SettlementText {

    /** The two lines of the contract's own example. */
    public static final String EXAMPLE =
            """
            H,northbank,1,2024-11-20,2024-11-20T12:00:00.000000Z
            D,1,capture,att_1,att_1,1250,25,EUR
            D,2,refund,att_2,att_1,400,0,EUR
            T,EUR,2,825
            """;

    private SettlementText() {}

    /** The text with its last line: count and checksum. */
    public static String ended(String text) {
        long lines = text.lines().filter(line -> line.startsWith("D,")).count();
        return text + "E," + lines + "," + sha256(text) + "\n";
    }

    /** Puts a file into the sub-folder of northbank. */
    public static void put(Path inbox, String name, String text) {
        try {
            Path folder = Files.createDirectories(inbox.resolve("northbank"));
            Path _ = Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sha256(String text) {
        return HexFormat.of()
                .formatHex(digest().digest(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static MessageDigest digest() {
        return TextLines.sha256();
    }
}
