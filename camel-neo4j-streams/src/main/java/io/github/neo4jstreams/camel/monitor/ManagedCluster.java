package io.github.neo4jstreams.camel.monitor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/**
 * A cluster in JMX, asked as the dev console asks it: a question of a cluster that is away takes up to a second. Public because JMX
 * asks for that. Thread-safe.
 */
@ManagedResource(description = "A Neo4j cluster, or a single server")
public final class ManagedCluster {

    private final Supplier<Map<String, Object>> now;

    /** @param now what is known of it */
    ManagedCluster(Supplier<Map<String, Object>> now) {
        this.now = now;
    }

    @SuppressWarnings("unchecked")
    private String[] members(String role) {
        return ((List<String>) now.get().getOrDefault(role, List.of())).toArray(String[]::new);
    }

    @ManagedAttribute(description = "Version and edition of the server of first contact; null before")
    public String getServer() {
        return (String) now.get().get("server");
    }

    @ManagedAttribute(description = "Name of the database; null before first contact, or if the server has only one")
    public String getDatabase() {
        return (String) now.get().get("database");
    }

    @ManagedAttribute(description = "The leader by the routing table; null if there is none, or while it is waited for")
    public String getLeader() {
        Map<String, Object> known = now.get();
        List<?> writers = (List<?>) known.getOrDefault("writers", List.of());
        return writers.isEmpty() || known.containsKey("waitingSince") ? null : (String) writers.get(0);
    }

    @ManagedAttribute(description = "Members that serve reads, by the routing table")
    public String[] getReaders() {
        return members("readers");
    }

    @ManagedAttribute(description = "Milliseconds since a member told the routing table; -1 if none did yet")
    public long getRoutingTableAgeMillis() {
        return Managed.orUnknown(now.get().get("ageMs"));
    }

    @ManagedAttribute(description = "Since when the cluster is waited for, ISO 8601; null while it isn't")
    public String getWaitingSince() {
        return (String) now.get().get("waitingSince");
    }

    @ManagedAttribute(description = "Why the last question went unanswered; null if it didn't")
    public String getError() {
        return Objects.toString(now.get().get("error"), null);
    }
}
