package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import io.tegata.common.id.Ids;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the services of one data folder authenticate each other with. Made up at the first start and
 * kept in a file that only its owner can read. Safe for use by many threads.
 */
final class Secrets {

    private final Path file;
    private final Ids random;
    private final Properties values = new Properties();

    private Secrets(Path file, Ids random) {
        this.file = file;
        this.random = random;
    }

    static Secrets open(Path file, Ids random) {
        var secrets = new Secrets(file, random);
        try {
            if (Files.exists(file)) {
                secrets.values.load(new StringReader(Files.readString(file)));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            throw Refused.because("The secrets in " + file + " cannot be read.", unreadable);
        }
        return secrets;
    }

    /** The secret of that name: 256 random bits, made at the first call for it. */
    synchronized String get(String name) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        String made = half() + half();
        put(name, made);
        return made;
    }

    synchronized @Nullable String find(String name) {
        return values.getProperty(name);
    }

    /** Kept once this returns: the file is replaced whole, never half written. */
    synchronized void put(String name, String value) {
        values.setProperty(name, value);
        var text = new StringWriter();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            values.store(text, "Tegata: secrets of this data folder");
            Files.deleteIfExists(next);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        next,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(next, text.toString());
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw Refused.because("The secrets cannot be written to " + file + ".", failure);
        }
    }

    private String half() {
        String id = random.next("s");
        return id.substring(id.indexOf('_') + 1);
    }
}
