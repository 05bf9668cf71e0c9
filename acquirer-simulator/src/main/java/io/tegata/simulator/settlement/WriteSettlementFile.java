package io.tegata.simulator.settlement;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pays out everything not settled yet with one file. The database decides what is in a file before
 * the file exists, so that a crash at any point loses no line and repeats none. One call at a time;
 * a second one waits.
 */
public final class WriteSettlementFile {

    /** A million lines in one file; a call that meets more fails and the next one goes on. */
    private static final int MAX_CHUNKS = 2_500;

    /** The file's name, null when there was nothing to settle. */
    record Written(@Nullable String file, long lines) {}

    private final SettlementFiles files;
    private final SettlementFolder folder;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    public WriteSettlementFile(SettlementFiles files, SettlementFolder folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Writes the next file, and before it the one that a crash left undone. */
    Written write() {
        oneAtATime.lock();
        try {
            Optional<SettlementFile> leftOver = finishLeftOver();
            Optional<SettlementFile> fresh = collect() ? writeSealed() : Optional.empty();
            return fresh.or(() -> leftOver)
                    .map(file -> new Written(file.name(), file.lines()))
                    .orElse(new Written(null, 0));
        } finally {
            oneAtATime.unlock();
        }
    }

    /** At start: brings a file that was begun to its end. */
    public void finish() {
        var _ = finishLeftOver();
    }

    private Optional<SettlementFile> finishLeftOver() {
        if (files.isCollecting()) {
            var _ = collect();
        }
        return writeSealed();
    }

    /** True when a file was sealed. */
    private boolean collect() {
        for (int chunk = 0; chunk < MAX_CHUNKS; chunk++) {
            switch (files.collectChunk()) {
                case NOTHING -> {
                    return false;
                }
                case SEALED -> {
                    return true;
                }
                case MORE -> {}
            }
        }
        throw new IllegalStateException("the file has too many lines for one call: call again");
    }

    private Optional<SettlementFile> writeSealed() {
        Optional<SettlementFile> sealed = files.sealed();
        sealed.ifPresent(
                file -> {
                    folder.put(file.name(), out -> writeTo(out, file));
                    files.written(file);
                });
        return sealed;
    }

    private void writeTo(OutputStream out, SettlementFile file) throws IOException {
        var text = new SettlementText(out);
        text.header(file);
        long last = 0;
        while (last < file.lines()) {
            List<SettlementLine> lines = files.lines(file, last);
            if (lines.isEmpty()) {
                throw new IllegalStateException(file.name() + " has fewer lines than it should");
            }
            for (SettlementLine line : lines) {
                text.line(line);
            }
            last = lines.getLast().lineNo();
        }
        long written = text.end();
        if (written != file.lines()) {
            throw new IllegalStateException(file.name() + " has " + written + " lines");
        }
    }
}
