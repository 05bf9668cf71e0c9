package io.tegata.payment.testing;

import com.google.cloud.spanner.connection.ConnectionOptions;
import io.tegata.storage.spanner.fixture.SpannerFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The service with production's settings for Spanner, real driver included, before a server in this
 * JVM that counts round trips and can go wrong.
 */
public final class PaymentsOnFixture implements AutoCloseable {

    private final SpannerFixture fixture = SpannerFixture.start();
    private final RunningPayments service = RunningPayments.on(fixture.argument(16));

    public SpannerFixture fixture() {
        return fixture;
    }

    public RunningPayments service() {
        return service;
    }

    /** A count, asked of PostgreSQL below the fixture: no round trip. */
    public long count(String sql) {
        try (Connection connection = fixture.postgres().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new AssertionError("no row: " + sql);
            }
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError(sql, failure);
        }
    }

    @Override
    public void close() {
        service.close();
        ConnectionOptions.closeSpanner();
        fixture.close();
    }
}
