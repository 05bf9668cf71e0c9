package io.tegata.storage.spanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import io.tegata.storage.Schema;
import io.tegata.storage.StorageRefused;
import io.tegata.storage.Transactions;
import io.tegata.storage.spanner.testing.EmulatorServer;
import io.tegata.storage.testing.TestDatabase;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Goal: a demo's databases on an instance are made empty, of the right dialect, and dropped. */
@Tag(TestDatabase.BOTH)
@EnabledIf(value = "emulatorIsHere", disabledReason = "NOT RUN: no Spanner emulator")
class SpannerAdminTest {

    private static final String PROJECT = "p-local";

    static boolean emulatorIsHere() {
        return new EmulatorServer().absent().isEmpty();
    }

    @Test
    void itMakesAndDrops() {
        String url = EmulatorServer.url("first_" + EmulatorServer.name());
        String instance = url.replaceAll(".*/instances/([^/]+)/.*", "$1");
        // The driver makes the instance with its first database; the admin finds it then.
        assertThat(open(url).databaseTime()).isNotNull();
        String made = "made_" + EmulatorServer.name();
        String plain =
                url.replaceAll("/databases/[^?]+", "/databases/" + made)
                        .replace("autoConfigEmulator=true", "usePlainText=true");
        var admin =
                new SpannerAdmin(
                        options ->
                                options.setEmulatorHost(EmulatorServer.address())
                                        .setCredentials(NoCredentials.getInstance()));

        assertThatThrownBy(() -> open(plain)).isInstanceOf(StorageRefused.class);
        admin.create(PROJECT, instance, made);
        assertThat(open(plain).databaseTime()).isNotNull();
        assertThatThrownBy(() -> admin.create(PROJECT, instance, made))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining(made);

        admin.drop(PROJECT, instance, made);
        admin.drop(PROJECT, instance, made);
        // The driver remembers what it was told of a database; another one of the name is made.
        admin.create(PROJECT, instance, made);
    }

    private static Transactions open(String url) {
        return new Transactions(
                new DriverManagerDataSource(url),
                RandomGeneratorFactory.of("L64X128MixRandom").create(1),
                Schema.empty());
    }
}
