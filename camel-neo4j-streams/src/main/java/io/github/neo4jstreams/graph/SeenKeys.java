package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.cypher.KeyStatements;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.value.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Keys of messages that somebody has dealt with, in the graph. A key is claimed first and confirmed when the message is done;
 * what an owner that died has claimed can be claimed by another. Thread-safe.
 */
public final class SeenKeys {

    /** Label of the nodes that hold keys. */
    public static final String LABEL = "Neo4jStreamsKey";

    private static final int AT_ONCE = 10_000;

    private final Graph graph;
    private final String repository;
    private final Duration patience;
    private final String owner = UUID.randomUUID().toString();

    /**
     * @param repository name under which keys are kept
     * @param patience   for how long the claim of another owner counts
     */
    public SeenKeys(Graph graph, String repository, Duration patience) {
        this.graph = graph;
        this.repository = repository;
        this.patience = patience;
    }

    /** @throws ConfigurationException if there is no constraint and the user may not create it */
    public void prepare() {
        graph.ensureUnique(LABEL, "id", "The idempotent repository keeps keys in the graph");
    }

    /** Whether the key is new, and now claimed. */
    public boolean claim(String key) {
        Map<String, Object> parameters = parameters(key);
        parameters.put("key", key);
        // a claim whose commit nobody confirmed is made again, and must not find itself in the way
        parameters.put("claim", UUID.randomUUID().toString());
        parameters.put("patience", patience.toMillis());
        return (Boolean) rows(KeyStatements.claim(LABEL, parameters)).get(0).get("claimed");
    }

    /** Whether the key is confirmed, or claimed here. */
    public boolean contains(String key) {
        return !rows(KeyStatements.known(LABEL, parameters(key))).isEmpty();
    }

    /** Says that the message of a claimed key is done; false if there is no such key. */
    public boolean confirm(String key) {
        return !rows(KeyStatements.confirm(LABEL, parameters(key))).isEmpty();
    }

    /** Forgets a key; false if there is none, or if an attempt that nobody confirmed has removed it. */
    public boolean remove(String key) {
        return !rows(KeyStatements.remove(LABEL, parameters(key))).isEmpty();
    }

    /** Forgets all keys of the repository. */
    public void clear() {
        Map<String, Object> parameters = Map.of("repository", repository, "limit", AT_ONCE);
        long removed;
        do {
            removed = (Long) rows(KeyStatements.clear(LABEL, parameters)).get(0).get("removed");
        } while (removed == AT_ONCE);
    }

    private Map<String, Object> parameters(String key) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", Ids.join(repository, key));
        parameters.put("repository", repository);
        parameters.put("owner", owner);
        return parameters;
    }

    private List<JsonObject> rows(Statement statement) {
        return graph.transact(Work.WRITE, tx -> tx.rows(statement)).result();
    }
}
