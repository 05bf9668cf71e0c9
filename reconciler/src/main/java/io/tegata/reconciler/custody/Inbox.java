package io.tegata.reconciler.custody;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that settlement files come to, one sub-folder per acquirer. */
public final class Inbox {

    /** More files than this in one folder is a sign that nobody takes the old ones away. */
    private static final int MAX_FILES = 10_000;

    private static final Pattern ACQUIRER = Pattern.compile("[a-z0-9]{1,20}");
    private static final Pattern SEQUENCE = Pattern.compile(".*-([0-9]{1,18})\\.csv");
    private static final int BUFFER_BYTES = 64 * 1024;

    /** A file that waits in the folder of an acquirer. */
    record Arrived(String acquirer, Path path) {

        String name() {
            return String.valueOf(path.getFileName());
        }

        /** From the name; the header has the last word. */
        long sequence() {
            Matcher matcher = SEQUENCE.matcher(name());
            return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
        }
    }

    private final Path folder;

    public Inbox(Path folder) {
        this.folder = folder;
    }

    /** Every file, by acquirer and sequence. An inbox that does not exist yet is empty. */
    List<Arrived> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return list(folder).stream()
                .filter(Files::isDirectory)
                .filter(path -> ACQUIRER.matcher(String.valueOf(path.getFileName())).matches())
                .flatMap(path -> files(String.valueOf(path.getFileName()), path))
                .toList();
    }

    private static Stream<Arrived> files(String acquirer, Path folder) {
        return list(folder).stream()
                .filter(path -> path.toString().endsWith(".csv"))
                .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                .map(path -> new Arrived(acquirer, path))
                .sorted(Comparator.comparingLong(Arrived::sequence).thenComparing(Arrived::name));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> sorted = entries.limit(MAX_FILES + 1L).sorted().toList();
            if (sorted.size() > MAX_FILES) {
                throw new IllegalStateException(
                        folder + " holds more than " + MAX_FILES + " files");
            }
            return sorted;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder, failure);
        }
    }

    /** SHA-256 of the whole file, in hex: what makes two files the same. */
    static String hash(Path file) {
        MessageDigest digest = TextLines.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
