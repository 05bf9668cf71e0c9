package io.tegata.reconciler;

import io.tegata.common.id.Ids;
import io.tegata.common.service.BackgroundWork;
import io.tegata.common.service.InternalHttp;
import io.tegata.common.service.NeighbourDefaults;
import io.tegata.common.service.ServiceDefaults;
import io.tegata.common.service.ServiceLauncher;
import io.tegata.common.service.ServiceSecurity;
import io.tegata.common.service.StorageDefaults;
import io.tegata.reconciler.custody.Inbox;
import io.tegata.reconciler.custody.PostLines;
import io.tegata.reconciler.custody.StoredFiles;
import io.tegata.reconciler.custody.StoredLines;
import io.tegata.reconciler.custody.TakeFiles;
import io.tegata.reconciler.discrepancy.StoredDiscrepancies;
import io.tegata.reconciler.neighbour.LedgerService;
import io.tegata.reconciler.neighbour.PaymentService;
import io.tegata.reconciler.run.ReconcileBooks;
import io.tegata.reconciler.run.Runs;
import io.tegata.reconciler.run.SettledCut;
import io.tegata.reconciler.run.StartRun;
import io.tegata.storage.Leases;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Compares what payment-service believes, what the ledger booked and what acquirers say. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcilerSettings.class)
@Import({
    ServiceDefaults.class,
    ServiceSecurity.class,
    StorageDefaults.class,
    NeighbourDefaults.class
})
public class Reconciler {

    public static final String NAME = "reconciler";

    private static final Duration LOOK_FOR_LEFT_OVERS = Duration.ofSeconds(5);

    public static void main(String[] arguments) {
        ConfigurableApplicationContext _ = start(arguments);
    }

    /** Starts the reconciler in this JVM; the all-in-one calls it too. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return ServiceLauncher.start(Reconciler.class, NAME, arguments);
    }

    @Bean
    ServiceSecurity.Rules rules() {
        return requests ->
                requests.requestMatchers(HttpMethod.POST, "/v1/ops/reconciliation/runs")
                        .hasAuthority("SCOPE_reconciliation:write")
                        .requestMatchers(
                                HttpMethod.GET,
                                "/v1/ops/reconciliation/runs/*",
                                "/v1/ops/discrepancies")
                        .hasAuthority("SCOPE_reconciliation:read")
                        .anyRequest()
                        .denyAll();
    }

    /** Times with all their microseconds, as the API promises. */
    @Bean
    JsonMapperBuilderCustomizer microseconds() {
        return json -> json.addModule(new MicrosecondTimes());
    }

    @Bean
    ReconcileBooks.Neighbours neighbours(
            InternalHttp http,
            ReconcilerSettings settings,
            @Value("${tegata.payment.url}") String paymentUrl,
            @Value("${tegata.ledger.url}") String ledgerUrl) {
        return new ReconcileBooks.Neighbours(
                new PaymentService(
                        http.neighbour(paymentUrl, settings.callTimeout()),
                        http.neighbour(paymentUrl, settings.exportTimeout())),
                new LedgerService(
                        http.neighbour(ledgerUrl, settings.callTimeout()),
                        http.neighbour(ledgerUrl, settings.exportTimeout())));
    }

    @Bean
    ReconcileBooks.Custody custody(
            Transactions transactions,
            ReconcilerSettings settings,
            ReconcileBooks.Neighbours neighbours) {
        var files = new StoredFiles(transactions);
        var lines = new StoredLines(transactions);
        return new ReconcileBooks.Custody(
                new TakeFiles(new Inbox(settings.inbox()), files),
                new PostLines(files, lines, neighbours.payments(), neighbours.ledger()),
                files,
                lines);
    }

    @Bean
    Runs runs(Transactions transactions, JsonMapper json) {
        return new Runs(transactions, json);
    }

    @Bean
    ReconcileBooks reconcileBooks(
            ReconcileBooks.Neighbours neighbours,
            ReconcileBooks.Custody custody,
            ReconcilerSettings settings,
            StoredDiscrepancies discrepancies,
            Runs runs,
            Clock clock) {
        return new ReconcileBooks(
                neighbours,
                custody,
                new SettledCut(
                        neighbours.payments(),
                        clock,
                        settings.settledMargin(),
                        settings.deliveryWait()),
                new ReconcileBooks.Graces(settings.settlementGrace(), settings.inFlightGrace()),
                discrepancies,
                runs);
    }

    @Bean
    StoredDiscrepancies discrepancies(Transactions transactions, JsonMapper json) {
        return new StoredDiscrepancies(transactions, json);
    }

    @Bean
    StartRun startRun(ReconcileBooks books, Runs runs, Leases leases, Ids ids, Clock clock) {
        return new StartRun(books, runs, leases, ids, clock);
    }

    @Bean
    BackgroundWork leftOverRuns(StartRun startRun) {
        return new BackgroundWork("left-over-runs", LOOK_FOR_LEFT_OVERS, startRun::giveUpLeftOvers);
    }
}
