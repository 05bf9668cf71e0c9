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
        // Setting by setting: HikariConfig's own copy shares the driver's properties with its
        // model.
        var config = new HikariConfig();
        config.setPoolName(model.getPoolName() + "-snapshots");
        config.setJdbcUrl(model.getJdbcUrl());
        config.setDriverClassName(model.getDriverClassName());
        config.setUsername(model.getUsername());
        config.setPassword(model.getPassword());
        config.setConnectionTimeout(model.getConnectionTimeout());
        config.setMaxLifetime(model.getMaxLifetime());
        config.setKeepaliveTime(model.getKeepaliveTime());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(0);
        model.getDataSourceProperties()
                .forEach((name, value) -> config.addDataSourceProperty(name.toString(), value));
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
