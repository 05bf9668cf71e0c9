package io.tegata.simulator.settlement;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where files are put down: a reader of the folder sees a whole file or none. */
public final class SettlementFolder {

    /** Writes a file's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Path folder;

    public SettlementFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes under another name, forces it to the disk, then moves it; an older file is replaced.
     */
    void put(String name, Content content) {
        Path part = folder.resolve(name + ".part");
        try {
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(
                    part,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + name + " to " + folder, failure);
        }
    }

    /** The new name is a change of the folder, which has to reach the disk too. */
    private void forceFolder() throws IOException {
        try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }
}
