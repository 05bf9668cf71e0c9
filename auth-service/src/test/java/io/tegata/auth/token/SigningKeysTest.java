package io.tegata.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.tegata.common.id.Ids;
import io.tegata.storage.Migrator;
import io.tegata.storage.Schema;
import io.tegata.storage.Transactions;
import io.tegata.storage.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Goal: instances that start for the first time at once agree on one signing key. */
@Tag(TestDatabase.BOTH)
class SigningKeysTest {

    @Test
    void theFirstToStartMakesTheKeyOfAll() throws Exception {
        var random = new SecureRandom();
        var transactions = new Transactions(TestDatabase.fresh(), random, Schema.empty());
        assertThat(
                        new Migrator(transactions, "db/auth-service", Clock.systemUTC(), "test")
                                .migrate())
                .isNotEmpty();
        Callable<RSAKey> starter =
                () -> new SigningKeys(transactions, new Ids(random), Clock.systemUTC()).current();

        List<Future<RSAKey>> started;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            started = threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> starter).toList());
        }

        assertThat(started).extracting(Future::resultNow).containsOnly(starter.call());
    }
}
