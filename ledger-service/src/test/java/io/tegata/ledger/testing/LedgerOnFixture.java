package io.tegata.ledger.testing;

import com.google.cloud.spanner.connection.ConnectionOptions;
import io.tegata.storage.spanner.fixture.SpannerFixture;

/**
 * The service with production's settings and driver for Spanner, in front of a server in this JVM
 * that counts round trips and can go wrong.
 */
public final class LedgerOnFixture implements AutoCloseable {

    private final SpannerFixture fixture = SpannerFixture.start();
    private final RunningLedger ledger =
            RunningLedger.on(
                    "--spring.profiles.active=spanner",
                    "--tegata.spanner.project=p-local",
                    "--tegata.spanner.instance=i-local",
                    "--tegata.spanner.database=d-local",
                    "--tegata.spanner.connections=20",
                    "--tegata.spanner.properties=;usePlainText=true;endpoint=127.0.0.1:"
                            + fixture.port(),
                    "--tegata.storage.migrate=at-start");

    public SpannerFixture fixture() {
        return fixture;
    }

    public RunningLedger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        ledger.close();
        ConnectionOptions.closeSpanner();
        fixture.close();
    }
}
