package io.tegata.allinone.demo;

import io.tegata.allinone.console.Console;
import io.tegata.allinone.console.Progress;
import io.tegata.allinone.console.Refused;
import io.tegata.allinone.platform.Merchant;
import io.tegata.allinone.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job, shown: orders go through the public API of a running platform, the acquirer
 * settles, the books are reconciled, and everything is compared with what the orders expect.
 */
public final class Demo {

    /** Orders on their way at once. */
    private static final int SENDERS = 16;

    private final Platform platform;
    private final Console console;
    private final long processBegan;
    private final JsonMapper json = JsonMapper.builder().build();

    /** {@code processBegan} is the reading of {@link System#nanoTime} when the process began. */
    public Demo(Platform platform, Console console, long processBegan) {
        this.platform = platform;
        this.console = console;
        this.processBegan = processBegan;
    }

    /**
     * Sends all orders to a platform that is fresh and ready, prints the report, and writes it as
     * JSON where a file is given. True when everything is as it must be.
     */
    public boolean run(List<Order> orders, @Nullable Path jsonFile) {
        Map<String, String> apiKeys = createMerchants(orders);
        var tally = new Tally();
        console.line("");
        console.line(
                "Sending %s of %s, %d at a time"
                        .formatted(
                                Console.counted(orders.size(), "order"),
                                Console.counted(apiKeys.size(), "merchant"),
                                SENDERS));
        long sending = System.nanoTime();
        List<OrderResult> results = send(orders, apiKeys, tally);
        Duration ordersTook = since(sending);

        console.line("");
        console.line("Settling and reconciling");
        long reconciling = System.nanoTime();
        Reconciliation reconciliation = Reconciliation.run(platform, console);
        Books books = Books.read(platform);
        Long firstPaid = tally.firstPaid();
        var times =
                new DemoReport.Times(
                        firstPaid == null
                                ? Duration.ZERO
                                : Duration.ofNanos(firstPaid - processBegan),
                        ordersTook,
                        since(reconciling),
                        since(processBegan));
        DemoReport report =
                DemoReport.of(results, DemoReport.Sent.of(tally), books, reconciliation, times);
        console.line(ReportText.of(report));
        if (jsonFile != null) {
            write(jsonFile, report);
        }
        return report.passed();
    }

    private Map<String, String> createMerchants(List<Order> orders) {
        var apiKeys = new HashMap<String, String>();
        for (String name : OrdersFile.merchants(orders)) {
            Merchant merchant = platform.createMerchant(name);
            apiKeys.put(name, merchant.apiKey());
        }
        return apiKeys;
    }

    private List<OrderResult> send(List<Order> orders, Map<String, String> apiKeys, Tally tally) {
        var api = new PublicApi(platform.url(), json, tally);
        Progress progress = console.progress("orders", orders.size());
        var results = new ArrayList<OrderResult>(orders.size());
        try (var senders = Executors.newFixedThreadPool(SENDERS, Thread.ofVirtual().factory())) {
            var jobs = new ArrayList<Callable<OrderResult>>(orders.size());
            for (Order order : orders) {
                String apiKey = Objects.requireNonNull(apiKeys.get(order.merchant()));
                jobs.add(
                        () -> {
                            OrderResult result = new OrderRun(api, apiKey, order, tally).run();
                            progress.advance();
                            return result;
                        });
            }
            for (Future<OrderResult> sent : senders.invokeAll(jobs)) {
                results.add(sent.get());
            }
        } catch (ExecutionException failure) {
            throw Refused.because("An order could not be sent: " + failure.getCause(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refused.because("The demo was interrupted.", interrupted);
        }
        return results;
    }

    private void write(Path file, DemoReport report) {
        try {
            Files.writeString(file, ReportJson.of(report, json));
        } catch (IOException failure) {
            throw Refused.because("The report cannot be written to " + file + ".", failure);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
