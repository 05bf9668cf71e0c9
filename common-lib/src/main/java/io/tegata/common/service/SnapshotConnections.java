package io.tegata.common.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * The pool for snapshots. It is no DataSource bean itself: a service has one database, and whoever
 * asks for it gets that of the door.
 */
final class SnapshotConnections implements AutoCloseable {

    private final HikariDataSource pool;

    SnapshotConnections(HikariDataSource model, StorageSettings.Snapshots settings) {
        var config = new HikariConfig();
        model.copyStateTo(config);
        config.setPoolName(model.getPoolName() + "-snapshots");
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(0);
        // The copy shares the model's properties, and the model's pool is not open yet.
        var properties = new Properties();
        properties.putAll(model.getDataSourceProperties());
        properties.putAll(settings.properties());
        config.setDataSourceProperties(properties);
        // No connection is made before somebody asks for one.
        config.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(config);
    }

    DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
