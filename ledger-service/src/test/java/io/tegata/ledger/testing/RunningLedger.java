package io.tegata.ledger.testing;

import io.tegata.ledger.LedgerService;
import io.tegata.ledger.account.AccountBalance;
import io.tegata.ledger.account.AccountType;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.account.Balance;
import io.tegata.ledger.account.TrialBalance.CurrencyTotal;
import io.tegata.ledger.entry.PostEntries;
import io.tegata.ledger.entry.PostingResult;
import io.tegata.ledger.event.PaymentEvent;
import io.tegata.ledger.event.PaymentRules;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The real service on a real database, started once where tests do not disturb each other. */
public final class RunningLedger implements AutoCloseable {

    /** How far below zero merchants may fall in these tests. */
    public static final long OVERDRAFT = 500;

    private static final TokenIssuer ISSUER = new TokenIssuer();
    private static final int EVERYTHING = 1_000;

    private final ConfigurableApplicationContext context;

    private RunningLedger(String database, String... settings) {
        String[] own = {
            "--server.port=0",
            database,
            "--tegata.auth.url=" + ISSUER.url(),
            "--tegata.auth.issuer=" + TokenIssuer.ISSUER,
            "--tegata.ledger.refund-overdraft=" + OVERDRAFT
        };
        context =
                LedgerService.start(
                        Stream.of(own, settings).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private static final class Shared {
        static final RunningLedger LEDGER = onFreshDatabase();
    }

    /** The one that tests share: each uses merchants and acquirers of its own. */
    public static RunningLedger shared() {
        return Shared.LEDGER;
    }

    public static RunningLedger onFreshDatabase(String... settings) {
        return on(TestDatabase.freshArgument(), settings);
    }

    public static RunningLedger on(String database, String... settings) {
        return new RunningLedger(database, settings);
    }

    public static TokenIssuer tokens() {
        return ISSUER;
    }

    public String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Books events as a batch. */
    public List<PostingResult> book(List<? extends PaymentEvent> events) {
        var rules = bean(PaymentRules.class);
        return bean(PostEntries.class)
                .post(
                        events.stream()
                                .map((PaymentEvent event) -> rules.bookingFor(event))
                                .toList());
    }

    public PostingResult book(PaymentEvent event) {
        return book(List.of(event)).getFirst();
    }

    /** What an owner's accounts hold in one currency. */
    public Map<AccountType, Balance> balances(String owner, String currency) {
        return bean(Accounts.class)
                .list(new Accounts.Filter(owner, null, currency), "", EVERYTHING)
                .stream()
                .collect(
                        Collectors.toMap(
                                row -> row.account().key().type(), AccountBalance::balance));
    }

    /** Posted minor units of one account. */
    public long posted(String owner, AccountType type, String currency) {
        Balance balance = balances(owner, currency).get(type);
        return balance == null ? 0 : balance.posted();
    }

    /** Held minor units of one account. */
    public long held(String owner, AccountType type, String currency) {
        Balance balance = balances(owner, currency).get(type);
        return balance == null ? 0 : balance.held();
    }

    /** Debits less credits, by currency. */
    public Map<String, BigInteger> differences() {
        return bean(Accounts.class).trialBalance().currencies().stream()
                .collect(
                        Collectors.toMap(
                                total -> total.currency().getCurrencyCode(),
                                CurrencyTotal::difference));
    }

    /** How many accounts hold another balance than their postings, holds and movements say. */
    public long driftingAccounts() {
        return Drift.of(bean(Transactions.class)).accounts();
    }

    /** How many source records name an entry or a movement that is not there. */
    public long recordsOfNothing() {
        return Drift.of(bean(Transactions.class)).recordsOfNothing();
    }

    @Override
    public void close() {
        context.close();
    }
}
