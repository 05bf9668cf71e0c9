package io.tegata.ledger.testing;

import com.google.cloud.spanner.connection.ConnectionOptions;
import io.tegata.storage.spanner.fixture.SpannerFixture;

/**
 * The service with production's settings and driver for Spanner, in front of a server in this JVM
 * that counts round trips and can go wrong.
 */
public final class LedgerOnFixture implements AutoCloseable {

    private final SpannerFixture fixture = SpannerFixture.start();
    private final RunningLedger ledger = RunningLedger.on(fixture.argument(20));

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
