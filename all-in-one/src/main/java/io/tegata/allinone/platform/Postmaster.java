package io.tegata.allinone.platform;

import io.tegata.allinone.console.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL process of a data folder, as its file {@code postmaster.pid} tells. A killed JVM
 * leaves it running; whoever holds the folder's lock may stop it, because nobody else can be using
 * it.
 */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private Postmaster() {}

    /** The process that still serves this folder. */
    static Optional<ProcessHandle> of(Path database) {
        Path file = database.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException unreadable) {
            throw Refused.because(file + " cannot be read.", unreadable);
        }
    }

    /**
     * Stops what a killed JVM left behind; every committed change is on disk. Afterwards nothing
     * keeps a new server from starting in the folder.
     *
     * @throws Refused when the process cannot be stopped in {@link #STOP_LIMIT}
     */
    static void stopOrphan(Path database) {
        Optional<ProcessHandle> orphan = of(database);
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle process = orphan.get();
        boolean postgres =
                process.info().command().map(command -> command.contains("postgres")).orElse(true);
        try {
            if (postgres) {
                log.info("stopping the PostgreSQL {} that a killed platform left", process.pid());
                stop(process, database);
            } else {
                // The machine was restarted and the number now belongs to somebody else.
                Files.deleteIfExists(database.resolve("postmaster.pid"));
            }
        } catch (IOException failure) {
            throw cannotStop(process, database, failure);
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown: connections are cut, all is written, then it ends. */
    private static void stop(ProcessHandle process, Path database) throws IOException {
        Process signal =
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!signal.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    || signal.exitValue() != 0) {
                throw new IOException("kill -INT failed");
            }
            var _ = process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            throw cannotStop(process, database, slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw cannotStop(process, database, interrupted);
        }
    }

    private static Refused cannotStop(ProcessHandle process, Path database, Exception cause) {
        return Refused.because(
                "The PostgreSQL process "
                        + process.pid()
                        + " still runs on "
                        + database
                        + " and cannot be stopped; stop it and start again.",
                cause);
    }
}
