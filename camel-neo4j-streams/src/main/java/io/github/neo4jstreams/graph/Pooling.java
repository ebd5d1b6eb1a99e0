package io.github.neo4jstreams.graph;

import java.time.Duration;

/**
 * Limits of a driver's connections. Null means the driver's own default.
 *
 * @param connectionTimeout     most time to open a connection
 * @param acquisitionTimeout    most time to wait for a free connection
 * @param maxSize               most connections to one server
 * @param maxLifetime           age at which a connection is replaced
 * @param livenessCheckTimeout  idle time after which a connection is tested before it is used
 * @param fetchSize             records fetched at once
 */
public record Pooling(
        Duration connectionTimeout,
        Duration acquisitionTimeout,
        Integer maxSize,
        Duration maxLifetime,
        Duration livenessCheckTimeout,
        Long fetchSize) {

    public static final Pooling DEFAULT = new Pooling(null, null, null, null, null, null);
}
