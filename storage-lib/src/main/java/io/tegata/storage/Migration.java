package io.tegata.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** One file {@code V<n>__<words>.sql} with the text that every database gets, marks included. */
record Migration(long version, String name, String text) {

    private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");

    /**
     * The files of a class-path folder, by version.
     *
     * @throws IllegalStateException when there are none, or two of one version, or one is named
     *     otherwise
     */
    static List<Migration> under(String folder) {
        try {
            Resource[] found =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + folder + "/*.sql");
            if (found.length == 0) {
                throw new IllegalStateException("no migrations under " + folder);
            }
            List<Migration> files =
                    Arrays.stream(found)
                            .map(Migration::read)
                            .sorted(Comparator.comparingLong(Migration::version))
                            .toList();
            for (int i = 1; i < files.size(); i++) {
                if (files.get(i).version == files.get(i - 1).version) {
                    throw new IllegalStateException(
                            "migrations %s and %s have one number"
                                    .formatted(files.get(i - 1).name, files.get(i).name));
                }
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the migrations under " + folder, failure);
        }
    }

    private static Migration read(Resource file) {
        String name = String.valueOf(file.getFilename());
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException(
                    "migration " + name + " is not named V<number>__<words>.sql");
        }
        try {
            return new Migration(
                    Long.parseLong(matcher.group(1)),
                    name,
                    file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read migration " + name, failure);
        }
    }

    /**
     * SHA-256, in hex, over what this database runs of it: a better comment is no change, and
     * neither is another database's clause.
     */
    static String checksum(List<String> statements) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String statement : statements) {
                digest.update(statement.replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8));
                digest.update((byte) ';');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
