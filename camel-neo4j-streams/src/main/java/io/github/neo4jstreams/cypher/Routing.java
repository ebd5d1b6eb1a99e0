package io.github.neo4jstreams.cypher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The procedure that drivers ask who does what: {@code dbms.routing.getRoutingTable(context, database)} since 4.0,
 * {@code dbms.cluster.routing.getRoutingTable(context)} before.
 */
public final class Routing {

    private Routing() {}

    /** @param database null before 4.0 */
    public static Statement table(ServerVersion version, String database) {
        return version.atLeast(4, 0)
                ? new Statement(
                        "CALL dbms.routing.getRoutingTable({}, $database) YIELD servers RETURN servers",
                        Map.of("database", database))
                : Statement.of("CALL dbms.cluster.routing.getRoutingTable({}) YIELD servers RETURN servers");
    }

    /**
     * Addresses by role: {@code WRITE}, {@code READ}, {@code ROUTE}.
     *
     * @param row of the answer
     */
    public static Map<String, List<String>> byRole(Map<String, Object> row) {
        Map<String, List<String>> byRole = new HashMap<>();
        for (Object entry : (List<?>) row.get("servers")) {
            Map<?, ?> server = (Map<?, ?>) entry;
            List<String> addresses = ((List<?>) server.get("addresses"))
                    .stream().map(String.class::cast).toList();
            byRole.put((String) server.get("role"), addresses);
        }
        return byRole;
    }
}
