package io.tegata.payment.acquirer.cardsimulator;

import io.tegata.common.service.InternalHttp;
import io.tegata.payment.acquirer.Acquirer;
import io.tegata.payment.acquirer.guard.GuardedAcquirer;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This folder's one bean: the acquirer {@code northbank}, which is a card simulator. */
@Configuration(proxyBeanMethods = false)
class CardSimulatorConfiguration {

    private static final String ID = "northbank";

    @Bean
    Acquirer northbank(
            InternalHttp http,
            @Value("${tegata.acquirers.northbank.url}") String url,
            @Value("${tegata.acquirers.northbank.api-key}") String apiKey,
            @Value("${tegata.acquirers.northbank.deadline}") Duration deadline,
            @Value("${tegata.acquirers.northbank.late-arrival}") Duration lateArrival) {
        var client =
                http.outside(url, deadline)
                        .mutate()
                        .defaultHeaders(headers -> headers.setBearerAuth(apiKey))
                        .build();
        return new GuardedAcquirer(new CardSimulatorAcquirer(ID, client, deadline, lateArrival));
    }
}
