package io.tegata.allinone.platform;

import io.tegata.allinone.console.Console;
import io.tegata.allinone.console.Refused;
import io.tegata.common.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole platform in this process: a database and six services in one data folder. {@link
 * #close()} may come from another thread at any time, also while it is still starting.
 */
public final class Platform implements AutoCloseable {

    /**
     * How it runs.
     *
     * @param port where the gateway listens; a free one if none is given
     * @param cut up to when runs compare
     * @param storage the database
     * @param shortLived whether all is over with this process, so that its databases are its own
     */
    public record Options(OptionalInt port, Cut cut, Storage storage, boolean shortLived) {}

    private static final Logger log = LoggerFactory.getLogger(Platform.class);

    private final DataFolder data;
    private final Options options;
    private final Secrets secrets;
    private final Services services;
    private final FreePorts ports;
    private final Console console;
    private final JsonClient operator;
    private final JsonClient acquirer;

    /** Guarded by this. */
    private final Map<String, ConfigurableApplicationContext> running = new HashMap<>();

    /** In the order of their dependence. Guarded by this. */
    private final List<String> order = new ArrayList<>();

    /** Held while the database starts or stops: a stop waits for the start, so nothing is left. */
    private final Object databasesLock = new Object();

    /** Guarded by {@link #databasesLock}. */
    private @Nullable Databases databases;

    private volatile boolean closed;

    /** Chooses ports and secrets; nothing runs yet. */
    public Platform(
            DataFolder data,
            Options options,
            RandomGenerator random,
            Clock clock,
            Console console) {
        var json = JsonMapper.builder().build();
        this.data = data;
        this.options = options;
        this.console = console;
        this.secrets = Secrets.open(data.secrets(), new Ids(random));
        this.ports = new FreePorts(random);
        this.services =
                new Services(
                        options.port.orElseGet(ports::next), options.cut, ports, data, secrets);
        this.operator =
                new JsonClient(
                        url(),
                        json,
                        new OperatorTokens(
                                url(), services.clientSecret(Services.OPERATOR), json, clock));
        String bankKey = "Bearer " + secrets.get("simulator");
        this.acquirer = new JsonClient(services.simulatorUrl(), json, () -> bankKey);
    }

    /**
     * Looks whether the gateway can listen there, before anything is made for it.
     *
     * @throws Refused when the port is in use
     */
    public static void requireFree(int port) {
        if (!FreePorts.isFree(port)) {
            throw Refused.because(
                    "Port "
                            + port
                            + " is in use; stop what listens there, or choose another with"
                            + " --port.");
        }
    }

    /**
     * Looks whether the database can be there, before anything is made for it.
     *
     * @throws Refused with what to do
     */
    public static void requireStorage(Storage storage) {
        SpannerDatabases.require(storage);
    }

    /**
     * Starts everything, side by side where nothing has to wait. Returns when all are ready.
     *
     * @throws Refused naming the first that could not start; the others are stopped again
     */
    public void start() {
        try (ExecutorService starters =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("start-", 0).factory())) {
            createFolders();
            Service gateway = services.gateway();
            Future<?> gatewayReady = starters.submit(() -> start(gateway));
            Databases server = startDatabases();
            List<Service> plan = services.plan(server);
            remember(plan, gateway);
            var ready = new ArrayList<Future<?>>();
            for (Service service : plan) {
                ready.add(starters.submit(() -> start(service)));
            }
            ready.add(gatewayReady);
            for (Future<?> one : ready) {
                await(one);
            }
        } catch (RuntimeException failure) {
            log.error("the platform could not start", failure);
            close();
            throw failure;
        }
    }

    /** Where merchants and operators send their requests. */
    public String url() {
        return services.publicUrl();
    }

    /** The API with the operator's token. */
    public JsonClient operator() {
        return operator;
    }

    /** The simulated acquirer's own desk, which is no part of the platform. */
    public JsonClient acquirer() {
        return acquirer;
    }

    /** A new sandbox merchant. */
    public Merchant createMerchant(String name) {
        JsonNode made = operator.post("/v1/ops/merchants", Map.of("name", name, "mode", "test"));
        return new Merchant(made.path("merchant_id").asString(), made.path("api_key").asString());
    }

    /** The sandbox merchant of this data folder, made at its first start. */
    public Merchant sandboxMerchant() {
        String id = secrets.find("sandbox.merchant_id");
        String apiKey = secrets.find("sandbox.api_key");
        if (id != null && apiKey != null) {
            return new Merchant(id, apiKey);
        }
        Merchant made = createMerchant("Sandbox");
        secrets.put("sandbox.api_key", made.apiKey());
        secrets.put("sandbox.merchant_id", made.id());
        return made;
    }

    /**
     * Stops everything from the outside in: requests are answered to their end, background work
     * stops, the database is last. Stopping twice does nothing.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (String name : order.reversed()) {
            ConfigurableApplicationContext context = running.remove(name);
            if (context != null) {
                stop(name, context);
            }
        }
        running.forEach(Platform::stop);
        synchronized (databasesLock) {
            if (databases != null) {
                databases.close();
            }
            // A server that did not get ready is nobody's object, only a process.
            Postmaster.stopOrphan(data.database());
        }
    }

    private void createFolders() {
        try {
            Files.createDirectories(data.logs());
            Files.createDirectories(data.inbox());
            Files.writeString(data.addresses(), services.addresses());
        } catch (IOException failure) {
            throw Refused.because(
                    "The data folder " + data.path() + " cannot be written.", failure);
        }
    }

    private Databases startDatabases() {
        long began = System.nanoTime();
        Databases server;
        synchronized (databasesLock) {
            if (closed) {
                throw Refused.because("Tegata was stopped while it was starting.");
            }
            server = openDatabases();
            databases = server;
        }
        server.create(Services.withDatabase());
        ready(server.name(), began);
        return server;
    }

    private Databases openDatabases() {
        return switch (options.storage) {
            case Storage.Embedded _ -> DatabaseServer.start(data, secrets, ports.next());
            case Storage.Emulator _, Storage.Instance _ ->
                    SpannerDatabases.open(
                            options.storage,
                            data,
                            options.shortLived
                                    ? Optional.of(secrets.get("databases"))
                                    : Optional.empty());
        };
    }

    private synchronized void remember(List<Service> plan, Service gateway) {
        plan.forEach(service -> order.add(service.name()));
        order.add(gateway.name());
    }

    private void start(Service service) {
        long began = System.nanoTime();
        ConfigurableApplicationContext context;
        try {
            context = service.start();
        } catch (RuntimeException failure) {
            throw Refused.because(
                    "%s could not start; %s says why.".formatted(service.name(), data.logs()),
                    failure);
        }
        synchronized (this) {
            if (!closed) {
                running.put(service.name(), context);
                ready(service.name(), began);
                return;
            }
        }
        stop(service.name(), context);
    }

    private void ready(String name, long began) {
        console.line(
                "  %-20s ready  %6s"
                        .formatted(
                                name,
                                Console.seconds(Duration.ofNanos(System.nanoTime() - began))));
    }

    private static void await(Future<?> one) {
        try {
            var _ = one.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", interrupted);
        }
    }

    private static void stop(String name, ConfigurableApplicationContext context) {
        try {
            context.close();
        } catch (RuntimeException failure) {
            log.warn("{} did not stop cleanly", name, failure);
        }
    }
}
