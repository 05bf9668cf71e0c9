package io.tegata.reconciler.custody;

import io.tegata.reconciler.custody.Inbox.Arrived;
import io.tegata.reconciler.matching.Discrepancy;
import io.tegata.reconciler.matching.Findings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the inbox's files into custody: a file is whole, in sequence and stored, or it is held as a
 * whole and nothing of it is used.
 */
public final class TakeFiles {

    private final Inbox inbox;
    private final StoredFiles files;

    public TakeFiles(Inbox inbox, StoredFiles files) {
        this.inbox = inbox;
        this.files = files;
    }

    /** Looks at every file of the inbox; a held one becomes a discrepancy. */
    public List<FileOutcome> take(Findings findings) {
        var outcomes = new ArrayList<FileOutcome>();
        for (Arrived file : inbox.files()) {
            outcomes.add(take(file, findings));
        }
        return List.copyOf(outcomes);
    }

    private FileOutcome take(Arrived arrived, Findings findings) {
        String hash = Inbox.hash(arrived.path());
        Optional<StoredFile> known =
                files.find(arrived.acquirer(), hash)
                        .filter(file -> file.status() != StoredFile.Status.STORING);
        if (known.isPresent()) {
            StoredFile file = known.get();
            return outcome(arrived, file.sequence(), file.lines(), "replayed", null);
        }
        var header = new HeaderCheck(arrived);
        try {
            NorthbankLayout.Whole whole = read(arrived, header);
            StoredFile file = stored(arrived, hash, whole);
            store(arrived, file);
            return outcome(arrived, file.sequence(), file.lines(), "taken", null);
        } catch (DamagedFile damaged) {
            FileOutcome held = outcome(arrived, header.sequence, 0, "held", damaged.fault());
            findings.add(
                    Discrepancy.of(
                            damaged.fault().type(),
                            List.of(arrived.acquirer(), arrived.name(), hash),
                            Discrepancy.Risk.NONE,
                            null,
                            held));
            return held;
        }
    }

    private static NorthbankLayout.Whole read(Arrived arrived, NorthbankLayout.Reader reader)
            throws DamagedFile {
        if (!arrived.acquirer().equals(NorthbankLayout.NAME)) {
            throw new DamagedFile(
                    FileFault.custody(1, "layout", "no layout is known for " + arrived.acquirer()));
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(arrived.path()))) {
            return NorthbankLayout.read(in, reader);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + arrived.path(), failure);
        }
    }

    private static StoredFile stored(Arrived arrived, String hash, NorthbankLayout.Whole whole) {
        FileHeader header = whole.header();
        return new StoredFile(
                arrived.acquirer(),
                hash,
                arrived.name(),
                header.sequence(),
                header.businessDate(),
                header.cut(),
                whole.lines(),
                StoredFile.Status.STORING,
                0);
    }

    /** Reads the file again, now that it is known to be whole, and stores line by line. */
    private void store(Arrived arrived, StoredFile file) throws DamagedFile {
        files.begin(file);
        var chunk = new ArrayList<FileLine>(StoredFiles.CHUNK);
        NorthbankLayout.Whole again =
                read(
                        arrived,
                        new NorthbankLayout.Reader() {
                            @Override
                            public void line(FileLine line) {
                                chunk.add(line);
                                if (chunk.size() == StoredFiles.CHUNK) {
                                    files.add(file, chunk);
                                    chunk.clear();
                                }
                            }
                        });
        if (again.lines() != file.lines() || !Inbox.hash(arrived.path()).equals(file.fileHash())) {
            throw new DamagedFile(
                    FileFault.custody(1, "line", "the file changed while it was read"));
        }
        files.add(file, chunk);
        files.taken(file);
    }

    private static FileOutcome outcome(
            Arrived arrived,
            @Nullable Long sequence,
            long lines,
            String status,
            @Nullable FileFault fault) {
        return new FileOutcome(arrived.acquirer(), arrived.name(), sequence, lines, status, fault);
    }

    /** Holds a file whose header does not fit its name or its place in the sequence. */
    private final class HeaderCheck implements NorthbankLayout.Reader {

        private final Arrived arrived;
        private @Nullable Long sequence;

        HeaderCheck(Arrived arrived) {
            this.arrived = arrived;
        }

        @Override
        public void header(FileHeader header) throws DamagedFile {
            sequence = header.sequence();
            if (!arrived.name().equals(header.fileName())) {
                throw new DamagedFile(
                        FileFault.custody(1, "name", "the header makes it " + header.fileName()));
            }
            long last = files.lastSequence(arrived.acquirer());
            if (header.sequence() <= last) {
                throw new DamagedFile(
                        FileFault.custody(
                                1,
                                "sequence",
                                header.sequence() + " was taken before, with other content"));
            }
            if (header.sequence() > last + 1) {
                throw new DamagedFile(
                        FileFault.custody(1, "sequence", (last + 1) + " is missing before it"));
            }
        }
    }
}
