package io.github.neo4jstreams.graph;

import java.time.Duration;
import java.util.Objects;

/**
 * How a database is used.
 *
 * @param database           its name, or null for the user's home database
 * @param impersonatedUser   on whose behalf, or null
 * @param retryTimeout       how long an outage is waited out before the caller is told
 * @param transactionTimeout after which the server ends a transaction, or null for the server's own limit
 * @param allowDirect        whether {@code bolt://} to one member of a cluster is accepted
 * @param requireCluster     whether a single server is refused
 */
public record GraphSettings(
        String database,
        String impersonatedUser,
        Duration retryTimeout,
        Duration transactionTimeout,
        boolean allowDirect,
        boolean requireCluster) {

    /** Longer than any election, and than the 20 s or so that a 5.x cluster needs to notice that its leader is gone. */
    public static final Duration DEFAULT_RETRY_TIMEOUT = Duration.ofMinutes(2);

    public GraphSettings {
        Objects.requireNonNull(retryTimeout, "retryTimeout");
    }
}
