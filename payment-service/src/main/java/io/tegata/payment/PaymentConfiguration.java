package io.tegata.payment;

import io.tegata.common.id.Ids;
import io.tegata.common.service.BackgroundWork;
import io.tegata.common.service.InternalHttp;
import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.Acquirers;
import io.tegata.payment.ledger.LedgerClient;
import io.tegata.payment.outbox.OutboxRelay;
import io.tegata.payment.outbox.StoredOutbox;
import io.tegata.payment.payment.ClaimOperations;
import io.tegata.payment.payment.DriveOperation;
import io.tegata.payment.payment.HandleCommand;
import io.tegata.payment.payment.IdempotencyKeys;
import io.tegata.payment.payment.LedgerHolds;
import io.tegata.payment.payment.Limits;
import io.tegata.payment.payment.Operations;
import io.tegata.payment.payment.PaymentStore;
import io.tegata.payment.payment.Payments;
import io.tegata.payment.payment.RecordResults;
import io.tegata.payment.payment.ReplyFormat;
import io.tegata.payment.payment.TakeOverOperation;
import io.tegata.payment.resolver.Resolver;
import io.tegata.storage.Leases;
import io.tegata.storage.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Payment-service as a readable list: what there is, and what it is made of. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    Limits limits(
            @Value("${tegata.payment.lease}") Duration lease,
            @Value("${tegata.payment.resolve-within}") Duration resolveWithin,
            @Value("${tegata.payment.key-retention}") Duration keyRetention,
            @Value("${tegata.payment.authorization-validity}") Duration authorizationValidity) {
        return new Limits(lease, resolveWithin, keyRetention, authorizationValidity);
    }

    /** A lease that could end while its holder still waits for an answer would let two send. */
    @Bean
    Acquirers acquirers(
            List<Acquirer> acquirers,
            Limits limits,
            @Value("${tegata.ledger.timeout}") Duration ledgerTimeout) {
        for (Acquirer acquirer : acquirers) {
            if (acquirer.deadline().plus(ledgerTimeout).compareTo(limits.lease()) >= 0) {
                throw new IllegalStateException(
                        "tegata.payment.lease must be longer than the deadline of "
                                + acquirer.id()
                                + " and tegata.ledger.timeout together");
            }
        }
        return new Acquirers(acquirers);
    }

    /**
     * The relay reads the outbox and the outbox wakes the relay: the hint looks it up when it is
     * needed.
     */
    @Bean
    StoredOutbox outbox(
            Transactions transactions,
            JsonMapper json,
            Ids ids,
            @Qualifier("relayWork") ObjectProvider<BackgroundWork> relay) {
        return new StoredOutbox(
                transactions, json, ids, () -> relay.ifAvailable(BackgroundWork::wake));
    }

    @Bean
    LedgerClient ledger(
            InternalHttp http,
            StoredOutbox outbox,
            @Value("${tegata.ledger.url}") String url,
            @Value("${tegata.ledger.timeout}") Duration timeout) {
        return new LedgerClient(http.neighbour(url, timeout), outbox);
    }

    @Bean
    PaymentStore store(
            IdempotencyKeys keys, Payments payments, Operations operations, StoredOutbox outbox) {
        return new PaymentStore(keys, payments, operations, outbox);
    }

    @Bean
    ClaimOperations claimOperations(
            Transactions transactions,
            PaymentStore store,
            ReplyFormat replies,
            Acquirers acquirers,
            Ids ids,
            Clock clock,
            Limits limits) {
        return new ClaimOperations(transactions, store, replies, acquirers, ids, clock, limits);
    }

    @Bean
    RecordResults recordResults(
            Transactions transactions,
            PaymentStore store,
            ReplyFormat replies,
            Clock clock,
            Limits limits) {
        return new RecordResults(transactions, store, replies, clock, limits);
    }

    @Bean
    DriveOperation driveOperation(
            Acquirers acquirers,
            LedgerHolds holds,
            RecordResults results,
            ReplyFormat replies,
            Clock clock,
            Limits limits) {
        return new DriveOperation(acquirers, holds, results, replies, clock, limits.lease());
    }

    @Bean
    HandleCommand handleCommand(
            ClaimOperations claims, DriveOperation drive, IdempotencyKeys keys, Clock clock) {
        return new HandleCommand(claims, drive, keys, clock);
    }

    @Bean
    BackgroundWork resolverWork(
            Transactions transactions,
            PaymentStore store,
            DriveOperation drive,
            Clock clock,
            Limits limits,
            @Value("${tegata.payment.resolve-every}") Duration pause) {
        var takeOver = new TakeOverOperation(transactions, store, clock, limits);
        var resolver = new Resolver(store.operations(), takeOver, drive, clock);
        return new BackgroundWork("resolver", pause, resolver::resolve);
    }

    @Bean(destroyMethod = "release")
    OutboxRelay outboxRelay(StoredOutbox outbox, LedgerClient ledger, Leases leases, Clock clock) {
        return new OutboxRelay(outbox, ledger, leases, clock);
    }

    @Bean
    BackgroundWork relayWork(
            OutboxRelay relay, @Value("${tegata.payment.relay-every}") Duration pause) {
        return new BackgroundWork("outbox-relay", pause, relay::deliver);
    }
}
