package io.tegata.common.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
        config.setPoolName("snapshots-" + model.getPoolName());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(0);
        settings.properties().forEach(config::addDataSourceProperty);
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
