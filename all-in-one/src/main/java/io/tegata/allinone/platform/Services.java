package io.tegata.allinone.platform;

import io.tegata.auth.AuthService;
import io.tegata.gateway.GatewayService;
import io.tegata.ledger.LedgerService;
import io.tegata.payment.PaymentService;
import io.tegata.reconciler.Reconciler;
import io.tegata.simulator.SimulatorService;
import java.util.ArrayList;
import java.util.List;

/**
 * The six services and how they find each other: who listens where, and which secret opens which
 * door. Read top to bottom it is the wiring of the platform.
 */
final class Services {

    static final String OPERATOR = "operator";

    private static final String LOOPBACK = "127.0.0.1";

    private final int gatewayPort;
    private final Cut cut;
    private final int auth;
    private final int ledger;
    private final int payments;
    private final int reconciler;
    private final int simulator;
    private final DataFolder data;
    private final Secrets secrets;

    Services(int gatewayPort, Cut cut, FreePorts ports, DataFolder data, Secrets secrets) {
        this.cut = cut;
        this.gatewayPort = gatewayPort;
        this.auth = ports.next();
        this.ledger = ports.next();
        this.payments = ports.next();
        this.reconciler = ports.next();
        this.simulator = ports.next();
        this.data = data;
        this.secrets = secrets;
    }

    /** The names of those that own a database. */
    static List<String> withDatabase() {
        return List.of(
                AuthService.NAME,
                LedgerService.NAME,
                PaymentService.NAME,
                Reconciler.NAME,
                SimulatorService.NAME);
    }

    String publicUrl() {
        return "http://localhost:" + gatewayPort;
    }

    String simulatorUrl() {
        return url(simulator);
    }

    /** For people: a line for each service with its address. */
    String addresses() {
        return """
                %s %s
                %s %s
                %s %s
                %s %s
                %s %s
                %s %s
                """
                .formatted(
                        GatewayService.NAME, publicUrl(),
                        AuthService.NAME, url(auth),
                        PaymentService.NAME, url(payments),
                        LedgerService.NAME, url(ledger),
                        Reconciler.NAME, url(reconciler),
                        SimulatorService.NAME, url(simulator));
    }

    /** In the order of their dependence; it is closed from the end. */
    List<Service> plan(Databases databases) {
        return List.of(
                service(
                        SimulatorService.NAME,
                        SimulatorService::start,
                        listen(simulator),
                        databases.settings(SimulatorService.NAME),
                        List.of(
                                "--tegata.simulator.api-key=" + secrets.get("simulator"),
                                "--tegata.simulator.settlement-folder=" + data.inbox())),
                service(
                        AuthService.NAME,
                        AuthService::start,
                        listen(auth),
                        databases.settings(AuthService.NAME),
                        authSettings()),
                service(
                        LedgerService.NAME,
                        LedgerService::start,
                        listen(ledger),
                        databases.settings(LedgerService.NAME),
                        tokens()),
                service(
                        PaymentService.NAME,
                        PaymentService::start,
                        listen(payments),
                        databases.settings(PaymentService.NAME),
                        tokens(),
                        client(PaymentService.NAME),
                        List.of(
                                "--tegata.ledger.url=" + url(ledger),
                                "--tegata.acquirers.northbank.url=" + url(simulator),
                                "--tegata.acquirers.northbank.api-key="
                                        + secrets.get("simulator"))),
                service(
                        Reconciler.NAME,
                        Reconciler::start,
                        listen(reconciler),
                        databases.settings(Reconciler.NAME),
                        tokens(),
                        client(Reconciler.NAME),
                        cutSettings(),
                        List.of(
                                "--tegata.ledger.url=" + url(ledger),
                                "--tegata.payment.url=" + url(payments),
                                "--tegata.reconciler.inbox=" + data.inbox())));
    }

    /** The only one without a database, so it starts while the database does. */
    Service gateway() {
        return service(
                GatewayService.NAME,
                GatewayService::start,
                listen(gatewayPort),
                tokens(),
                client(GatewayService.NAME),
                List.of(
                        "--tegata.ledger.url=" + url(ledger),
                        "--tegata.payment.url=" + url(payments),
                        "--tegata.reconciler.url=" + url(reconciler)));
    }

    private List<String> authSettings() {
        var settings = new ArrayList<>(tokens());
        settings.add("--tegata.auth.pepper=" + secrets.get("pepper"));
        settings.addAll(serviceClient(GatewayService.NAME, "internal:api_keys"));
        settings.addAll(serviceClient(PaymentService.NAME, "internal:ledger"));
        settings.addAll(
                serviceClient(
                        Reconciler.NAME, "internal:exports,internal:ledger,internal:settlements"));
        settings.addAll(
                serviceClient(
                        OPERATOR,
                        "ops:admin,ledger:read,reconciliation:read,reconciliation:write"));
        return settings;
    }

    private List<String> cutSettings() {
        return switch (cut) {
            case SETTLED -> List.of();
            case NOW ->
                    List.of(
                            "--tegata.reconciler.settled-margin=0s",
                            "--tegata.reconciler.settlement-grace=0s");
        };
    }

    private List<String> serviceClient(String id, String scopes) {
        String prefix = "--tegata.auth.service-clients." + id;
        return List.of(prefix + ".secret=" + clientSecret(id), prefix + ".scopes=" + scopes);
    }

    private List<String> client(String id) {
        return List.of("--tegata.client.id=" + id, "--tegata.client.secret=" + clientSecret(id));
    }

    String clientSecret(String id) {
        return secrets.get("client." + id);
    }

    private List<String> tokens() {
        return List.of("--tegata.auth.url=" + url(auth), "--tegata.auth.issuer=" + publicUrl());
    }

    private static List<String> listen(int port) {
        return List.of("--server.address=" + LOOPBACK, "--server.port=" + port);
    }

    private static String url(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }

    @SafeVarargs
    private static Service service(String name, Service.Starter starter, List<String>... settings) {
        var arguments = new ArrayList<String>();
        // The platform closes its services itself, in order, when the process is told to end.
        arguments.add("--spring.main.register-shutdown-hook=false");
        for (List<String> some : settings) {
            arguments.addAll(some);
        }
        return new Service(name, starter, List.copyOf(arguments));
    }
}
