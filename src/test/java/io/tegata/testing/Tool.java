package io.tegata.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another program that tests run: where {@code TEGATA_<NAME>} says, or on the PATH. */
public final class Tool {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path program;

    private Tool(Path program) {
        this.program = program;
    }

    /** How a run ended, and what it said. */
    public record Answer(int exit, String output, String errors) {

        /** What it said, of a run that did what it should. */
        public String orFail() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + output + errors);
            }
            return output;
        }
    }

    /** The tool of that name, which {@link NeedsTool} has seen. */
    public static Tool named(String name) {
        return new Tool(find(name, System.getenv()).orElseThrow());
    }

    static String variable(String name) {
        return "TEGATA_" + name.toUpperCase(Locale.ROOT);
    }

    /** Who says where it is means that one, and no other from the PATH. */
    static Optional<Path> find(String name, Map<String, String> environment) {
        @Nullable String given = environment.get(variable(name));
        Stream<Path> places =
                given != null
                        ? Stream.of(Path.of(given))
                        : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder, name));
        return places.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
    }

    /** Runs it to its end, for 60 s at most. */
    public Answer run(List<String> arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("tool-", ".out");
            Path errors = Files.createTempFile("tool-", ".err");
            try {
                return run(command, output, errors);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + command, failure);
        }
    }

    private static Answer run(List<String> command, Path output, Path errors) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                Process _ = process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + LIMIT);
            }
        } catch (InterruptedException interrupted) {
            Process _ = process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", interrupted);
        }
        return new Answer(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
