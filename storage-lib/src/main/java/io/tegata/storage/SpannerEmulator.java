package io.tegata.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The official Spanner emulator that comes with the Google Cloud CLI, as a process of its own on a
 * free port of this machine. It keeps everything in memory and forgets it at its end.
 */
public final class SpannerEmulator implements AutoCloseable {

    /** Where an emulator that runs already is: {@code host:port}. */
    public static final String HOST_VARIABLE = "SPANNER_EMULATOR_HOST";

    private static final Path PROGRAM = Path.of("bin", "cloud_spanner_emulator", "emulator_main");
    private static final List<String> USUAL_ROOTS =
            List.of(
                    "/usr/lib/google-cloud-sdk",
                    "/usr/local/google-cloud-sdk",
                    "/opt/google-cloud-sdk",
                    "/opt/homebrew/share/google-cloud-sdk",
                    "/snap/google-cloud-cli/current");

    /** A terminal sends Ctrl-C to all its processes; who needs the emulator ends it, last. */
    private static final String DEAF_TO_CTRL_C = "trap '' INT; exec \"$0\" \"$@\"";

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int CONNECT_MILLIS = 200;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final Process process;
    private final int port;

    private SpannerEmulator(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * The emulator's program in an installed Cloud CLI: in its root as CLOUDSDK_ROOT_DIR says, as
     * {@code gcloud} on the PATH shows, or at one of the usual places.
     */
    public static Optional<Path> installed(Map<String, String> environment) {
        return roots(environment).stream()
                .map(root -> root.resolve(PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> roots(Map<String, String> environment) {
        var roots = new ArrayList<Path>();
        @Nullable String given = environment.get("CLOUDSDK_ROOT_DIR");
        if (given != null) {
            roots.add(Path.of(given));
        }
        for (String folder :
                environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1)) {
            Path gcloud = Path.of(folder.isEmpty() ? "." : folder, "gcloud");
            if (Files.isExecutable(gcloud)) {
                rootOf(gcloud).ifPresent(roots::add);
            }
        }
        USUAL_ROOTS.forEach(root -> roots.add(Path.of(root)));
        @Nullable String home = environment.get("HOME");
        if (home != null) {
            roots.add(Path.of(home, "google-cloud-sdk"));
        }
        return roots;
    }

    /** gcloud itself is {@code <root>/bin/gcloud}, mostly behind a link. */
    private static Optional<Path> rootOf(Path gcloud) {
        try {
            return Optional.ofNullable(gcloud.toRealPath().getParent()).map(Path::getParent);
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /**
     * Starts it, and returns once it listens.
     *
     * @param log where it writes what it has to say
     * @throws IllegalStateException when it ends, or does not listen in time
     */
    public static SpannerEmulator start(Path program, Path log) {
        try {
            int port = freePort();
            Process process =
                    new ProcessBuilder(
                                    "/bin/sh",
                                    "-c",
                                    DEAF_TO_CTRL_C,
                                    program.toString(),
                                    "--host_port=127.0.0.1:" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var emulator = new SpannerEmulator(process, port);
            emulator.await(log);
            return emulator;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + program, failure);
        }
    }

    private void await(Path log) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (!listens()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IllegalStateException(
                            "the Spanner emulator did not start; " + log + " says why");
                }
                boolean _ = process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException(
                    "interrupted while the Spanner emulator started", interrupted);
        }
    }

    private boolean listens() {
        return listens(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    private static boolean listens(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException | RuntimeException nobody) {
            return false;
        }
    }

    /** Whether somebody listens at such an address: {@code host:port}. */
    public static boolean listensAt(String address) {
        int colon = address.lastIndexOf(':');
        try {
            return colon > 0
                    && listens(
                            address.substring(0, colon),
                            Integer.parseInt(address.substring(colon + 1)));
        } catch (NumberFormatException noPort) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** {@code host:port}, as {@value #HOST_VARIABLE} has it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends the process; what it held is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                Process _ = process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Process _ = process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
