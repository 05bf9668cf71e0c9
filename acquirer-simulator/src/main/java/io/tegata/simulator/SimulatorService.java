package io.tegata.simulator;

import io.tegata.common.service.ServiceDefaults;
import io.tegata.common.service.ServiceLauncher;
import io.tegata.common.service.StorageDefaults;
import io.tegata.simulator.book.Book;
import io.tegata.simulator.book.FeeTariff;
import io.tegata.simulator.book.ScriptedHang;
import io.tegata.simulator.settlement.SettlementFiles;
import io.tegata.simulator.settlement.SettlementFolder;
import io.tegata.simulator.settlement.WriteSettlementFile;
import io.tegata.storage.Transactions;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import tools.jackson.databind.json.JsonMapper;

/** A stand-in acquirer with its own book, scripted faults and settlement files. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorSettings.class)
@Import({ServiceDefaults.class, StorageDefaults.class})
public class SimulatorService {

    public static final String NAME = "acquirer-simulator";

    public static void main(String[] arguments) {
        ConfigurableApplicationContext _ = start(arguments);
    }

    /** Starts the simulator in this JVM; the all-in-one calls it too. */
    public static ConfigurableApplicationContext start(String... arguments) {
        return ServiceLauncher.start(SimulatorService.class, NAME, arguments);
    }

    @Bean
    Book book(Transactions transactions, SimulatorSettings settings) {
        return new Book(
                transactions, new FeeTariff(settings.feeBasisPoints(), settings.feeFixed()));
    }

    @Bean
    ScriptedHang hang(SimulatorSettings settings) {
        return new ScriptedHang(settings.hang());
    }

    @Bean
    WriteSettlementFile writeSettlementFile(Transactions transactions, SimulatorSettings settings) {
        var files = new SettlementFiles(transactions, settings.acquirer());
        var folder = new SettlementFolder(settings.settlementFolder().resolve(settings.acquirer()));
        var write = new WriteSettlementFile(files, folder);
        // What a crash left half done is finished before the first request.
        write.finish();
        return write;
    }

    /** The bank knows nothing of the platform's tokens: one key opens everything but health. */
    @Bean
    DefaultSecurityFilterChain apiKeyFilterChain(
            HttpSecurity http, SimulatorSettings settings, JsonMapper json) {
        return http.sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .addFilterBefore(
                        new ApiKeyFilter(settings.apiKey(), json), AuthorizationFilter.class)
                .build();
    }

    /** There are no users; without this bean Spring Boot would invent one and log its password. */
    @Bean
    UserDetailsService noUsers() {
        return new InMemoryUserDetailsManager();
    }
}
