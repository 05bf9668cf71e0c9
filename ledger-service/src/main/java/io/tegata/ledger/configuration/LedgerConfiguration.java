package io.tegata.ledger.configuration;

import io.tegata.common.id.Ids;
import io.tegata.ledger.account.Accounts;
import io.tegata.ledger.account.Floors;
import io.tegata.ledger.entry.Books;
import io.tegata.ledger.entry.PostEntries;
import io.tegata.ledger.event.PaymentRules;
import io.tegata.ledger.settlement.SettlementRule;
import io.tegata.storage.Transactions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the ledger does, as a list. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {

    @Bean
    Floors floors(LedgerSettings settings) {
        return settings.floors();
    }

    @Bean
    PostEntries postEntries(Transactions transactions, Accounts accounts, Books books) {
        return new PostEntries(transactions, accounts, books);
    }

    @Bean
    PaymentRules paymentRules(LedgerSettings settings, Ids ids) {
        return new PaymentRules(settings.merchantFee(), ids);
    }

    @Bean
    SettlementRule settlementRule(Ids ids) {
        return new SettlementRule(ids);
    }
}
