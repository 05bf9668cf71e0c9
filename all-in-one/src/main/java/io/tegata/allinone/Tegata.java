package io.tegata.allinone;

import io.tegata.allinone.Command.Orders;
import io.tegata.allinone.console.Console;
import io.tegata.allinone.console.Refused;
import io.tegata.allinone.demo.Demo;
import io.tegata.allinone.demo.MadeUpOrders;
import io.tegata.allinone.demo.Order;
import io.tegata.allinone.demo.OrdersFile;
import io.tegata.allinone.platform.Cut;
import io.tegata.allinone.platform.DataFolder;
import io.tegata.allinone.platform.Platform;
import io.tegata.allinone.platform.PlatformLog;
import io.tegata.allinone.platform.Storage;
import io.tegata.common.id.Ids;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole platform as one command; {@code ./run} starts it. */
public final class Tegata {

    private static final int INTERRUPTED = 130;
    private static final String KEPT = "The demo's data and logs are kept in ";

    private final Console console;
    private final Clock clock;
    private final SecureRandom random;
    private final Stop stop = new Stop();

    private Tegata(Console console, Clock clock, SecureRandom random) {
        this.console = console;
        this.clock = clock;
        this.random = random;
    }

    public static void main(String[] words) {
        PlatformLog.silence();
        Console console = Console.ofProcess();
        var tegata = new Tegata(console, Clock.systemUTC(), new SecureRandom());
        int status;
        try {
            Path home = Path.of(System.getProperty("tegata.home", "")).toAbsolutePath();
            status = tegata.run(Arguments.parse(List.of(words), home));
        } catch (Refused refused) {
            tegata.complain(refused.sentence());
            status = refused.exitCode();
        } catch (RuntimeException unexpected) {
            logger().error("unexpected", unexpected);
            tegata.complain("Tegata failed unexpectedly (" + unexpected + "); its log says where.");
            status = Refused.FAILED;
        }
        tegata.stop.isOver();
        System.exit(status);
    }

    /** What fails because the platform is being stopped is nobody's concern. */
    private void complain(String sentence) {
        if (!stop.isUnderWay()) {
            console.error(sentence);
        }
    }

    private int run(Command command) {
        return switch (command) {
            case Command.Help() -> {
                console.line(Help.TEXT);
                yield 0;
            }
            case Command.Start start -> start(start);
            case Command.Demo demo -> demo(demo);
        };
    }

    /** Runs until a signal comes. */
    private int start(Command.Start command) {
        Platform.requireFree(command.port());
        Platform.requireStorage(command.storage());
        boolean shortLived = command.storage() instanceof Storage.Emulator;
        Path given = command.data();
        if (shortLived && given != null) {
            requireEmpty(given);
        }
        Path folder = given == null ? temporaryFolder() : given;
        try (DataFolder data = DataFolder.open(folder)) {
            PlatformLog.writeTo(data.logs());
            var platform =
                    new Platform(
                            data,
                            new Platform.Options(
                                    OptionalInt.of(command.port()),
                                    Cut.SETTLED,
                                    command.storage(),
                                    shortLived),
                            random,
                            clock,
                            console);
            console.line(
                    given == null
                            ? "Starting Tegata; nothing is kept after its end"
                            : "Starting Tegata; everything is kept in " + data.path());
            var ready = new AtomicBoolean();
            stop.onSignal(() -> stop(platform, ready.get(), data.path(), given == null));
            platform.start();
            ready.set(true);
            String order = new Ids(random).next("order").substring(0, "order_".length() + 8);
            console.line(
                    Welcome.text(platform.url(), platform.sandboxMerchant(), data.path(), order));
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        } catch (RuntimeException failure) {
            if (given == null && !stop.isUnderWay()) {
                console.line("What it wrote before it failed is in " + folder);
            }
            throw failure;
        }
    }

    private int stop(Platform platform, boolean ready, Path folder, boolean temporary) {
        console.line("");
        console.line(
                ready
                        ? "Stopping: requests are answered to their end …"
                        : "Interrupted before it was ready; stopping …");
        platform.close();
        if (temporary) {
            PlatformLog.close();
            delete(folder);
            console.line("Stopped. Its temporary folder is deleted.");
        } else {
            console.line(
                    ready
                            ? "Stopped. Everything is kept in " + folder
                            : "Stopped. What was made so far is kept in "
                                    + folder
                                    + "; the next start goes on from there.");
        }
        return ready ? 0 : INTERRUPTED;
    }

    private int demo(Command.Demo command) {
        long processBegan =
                System.nanoTime()
                        - Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                                .toNanos();
        List<Order> orders = orders(command.orders());
        command.port().ifPresent(Platform::requireFree);
        Platform.requireStorage(command.storage());
        Path given = command.data();
        if (given != null) {
            requireEmpty(given);
        }
        makeEmpty(command.json());
        Path folder = given == null ? temporaryFolder() : given;
        var running = new AtomicReference<@Nullable Platform>();
        // Before anything is in the folder: whenever the signal comes, a temporary one goes.
        stop.onSignal(() -> stopDemo(running.get(), folder, given == null));
        boolean passed = false;
        try (DataFolder data = DataFolder.open(folder)) {
            PlatformLog.writeTo(data.logs());
            passed = demo(command, orders, data, running, processBegan);
        } finally {
            PlatformLog.close();
            if (given == null && passed) {
                delete(folder);
            } else if (passed || !stop.isUnderWay()) {
                console.line(KEPT + folder);
            }
        }
        return passed ? 0 : Refused.FAILED;
    }

    private boolean demo(
            Command.Demo command,
            List<Order> orders,
            DataFolder data,
            AtomicReference<@Nullable Platform> running,
            long processBegan) {
        try (var platform =
                new Platform(
                        data,
                        new Platform.Options(command.port(), Cut.NOW, command.storage(), true),
                        random,
                        clock,
                        console)) {
            running.set(platform);
            if (stop.hasBegun()) {
                throw Refused.because("The demo was interrupted before it began.");
            }
            console.line("Starting Tegata on a fresh database");
            platform.start();
            return new Demo(platform, console, processBegan).run(orders, command.json());
        }
    }

    private int stopDemo(@Nullable Platform platform, Path folder, boolean temporary) {
        console.line("");
        console.line("Interrupted; stopping …");
        if (platform != null) {
            platform.close();
        }
        if (temporary) {
            PlatformLog.close();
            delete(folder);
            console.line("Stopped. The demo's temporary folder is deleted.");
        } else {
            console.line("Stopped. " + KEPT + folder);
        }
        return INTERRUPTED;
    }

    private static List<Order> orders(Orders orders) {
        return switch (orders) {
            case Orders.FromFile(Path file) -> OrdersFile.read(file);
            case Orders.MadeUp(long seed, int count) -> MadeUpOrders.of(seed, count);
        };
    }

    /**
     * A demo that cannot write its report should not run first; and while it runs, or when it
     * fails, an earlier report must not pass for its own.
     */
    private static void makeEmpty(@Nullable Path report) {
        if (report == null) {
            return;
        }
        try {
            Files.newByteChannel(
                            report,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        } catch (IOException failure) {
            throw Refused.because("The report cannot be written to " + report + ".", failure);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tegata-demo-");
        } catch (IOException failure) {
            throw Refused.because(
                    "No temporary folder can be made in "
                            + System.getProperty("java.io.tmpdir")
                            + ".",
                    failure);
        }
    }

    private static void requireEmpty(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw Refused.because(
                            "What is over with this process needs a fresh data folder, and "
                                    + folder
                                    + " is not empty.");
                }
            } catch (IOException failure) {
                throw Refused.because("The data folder " + folder + " cannot be read.", failure);
            }
        }
    }

    private void delete(Path folder) {
        try {
            DataFolder.delete(folder);
        } catch (IOException left) {
            console.error("The temporary folder " + folder + " could not be deleted.");
        }
    }

    /** Not a constant: Spring Boot's hands must be off the log before the first logger is made. */
    private static Logger logger() {
        return LoggerFactory.getLogger(Tegata.class);
    }
}
