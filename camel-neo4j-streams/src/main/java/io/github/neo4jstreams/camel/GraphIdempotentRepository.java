package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.SeenKeys;
import java.time.Duration;
import org.apache.camel.spi.IdempotentRepository;

/**
 * An idempotent repository in the graph, for routes that must not do a message twice, whatever its key is:
 *
 * <pre>{@code
 * - beans:
 *     - name: orders
 *       type: io.github.neo4jstreams.camel.GraphIdempotentRepository
 *       properties: { repositoryName: orders }
 * - route:
 *     from:
 *       uri: kafka:orders
 *       steps:
 *         - idempotentConsumer:
 *             idempotentRepository: "#orders"
 *             simple: "${header.kafka.KEY}"
 *             steps:
 *               - to: ...
 * }</pre>
 *
 * <p>A key is claimed when its message comes and confirmed when the message is done. One that is confirmed, or claimed in this
 * process, is a duplicate. One that another process has claimed and not confirmed is not: that process may have been killed,
 * and its message would be lost; set {@link #setClaimTimeout} to have such claims respected for a while. Keys are nodes
 * {@code (:Neo4jStreamsKey {id, repository, key, claimedAt, confirmedAt})}, times in milliseconds since 1970; they stay until
 * somebody deletes them. Each call is a transaction at the leader and waits for it like a sink does. Thread-safe.
 */
public class GraphIdempotentRepository extends GraphBean implements IdempotentRepository {

    private String repositoryName;
    private long claimTimeout;
    private SeenKeys keys;
    private volatile boolean prepared;

    @Override
    public boolean add(String key) {
        return keys().claim(key);
    }

    @Override
    public boolean contains(String key) {
        return keys().contains(key);
    }

    @Override
    public boolean remove(String key) {
        return keys().remove(key);
    }

    @Override
    public boolean confirm(String key) {
        return keys().confirm(key);
    }

    @Override
    public void clear() {
        keys().clear();
    }

    /** A server that isn't there yet must not keep the application from starting. */
    private SeenKeys keys() {
        if (!prepared) {
            keys.prepare();
            prepared = true;
        }
        return keys;
    }

    /** @throws IllegalArgumentException if there is no name, or the timeout is negative */
    @Override
    protected void doStart() {
        require("repositoryName", repositoryName, "keys are kept under a stable name");
        if (claimTimeout < 0) {
            throw new IllegalArgumentException("claimTimeout=" + claimTimeout + " must be 0 ms at least");
        }
        keys = new SeenKeys(openGraph(), repositoryName, Duration.ofMillis(claimTimeout));
        prepared = false;
    }

    public String getRepositoryName() {
        return repositoryName;
    }

    /** Name under which keys are kept; required. Repositories with different names know nothing of each other. */
    public void setRepositoryName(String repositoryName) {
        this.repositoryName = repositoryName;
    }

    public long getClaimTimeout() {
        return claimTimeout;
    }

    /**
     * For how many milliseconds a claim of another process counts. Default 0: not at all, so that nothing is lost if that
     * process was killed; two processes that have the same message at the same time then both do it.
     */
    public void setClaimTimeout(long claimTimeout) {
        this.claimTimeout = claimTimeout;
    }
}
