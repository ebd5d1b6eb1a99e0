package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.cypher.ServerVersion;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.summary.DatabaseInfo;

/** The questions that only a server can answer, asked once, before anything is written or read. */
final class FirstContact {

    private static final String COMPONENTS =
            "CALL dbms.components() YIELD name, versions, edition RETURN name, versions, edition";

    private FirstContact() {}

    static ServerInfo make(Connection connection, GraphSettings settings, SessionConfig config) {
        try (Session session = connection.driver().session(config)) {
            ServerInfo server = whoAnswers(session);
            if (settings.requireCluster() || connection.direct() && !settings.allowDirect()) {
                Set<String> members = members(session, server);
                if (connection.direct() && !settings.allowDirect() && members.size() > 1) {
                    throw new ConfigurationException("serverUri " + connection.address()
                            + " stays with one member of a cluster of " + members.size()
                            + ", which may not be the leader. Use serverUri=neo4j://"
                            + String.join(",", members)
                            + " (allowDirect=true accepts it all the same)");
                }
                if (settings.requireCluster() && members.size() < 2) {
                    throw new ConfigurationException("requireCluster=true, but " + connection.address()
                            + " is a single server (" + server + ")");
                }
            }
            return server;
        }
    }

    private static ServerInfo whoAnswers(Session session) {
        Result result = session.run(COMPONENTS);
        Record kernel = result.list().stream()
                .filter(component -> component.get("name").asString().contains("Kernel"))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("The server doesn't say that it is Neo4j"));
        DatabaseInfo database = result.consume().database();
        String fullVersion = kernel.get("versions").get(0).asString();
        return new ServerInfo(
                ServerVersion.parse(fullVersion),
                fullVersion,
                kernel.get("edition").asString(),
                database == null ? null : database.name());
    }

    /** Addresses in the routing table of the database, without their number of roles. */
    private static Set<String> members(Session session, ServerInfo server) {
        Set<String> members = new TreeSet<>();
        try {
            Result table = server.version().hasNamedDatabases()
                    ? session.run(
                            "CALL dbms.routing.getRoutingTable({}, $database) YIELD servers RETURN servers",
                            Map.of("database", server.database()))
                    : session.run("CALL dbms.cluster.routing.getRoutingTable({}) YIELD servers RETURN servers");
            for (Value role : table.single().get("servers").values()) {
                for (Value address : role.get("addresses").values()) {
                    members.add(address.asString());
                }
            }
        } catch (ClientException e) {
            if (!"Neo.ClientError.Procedure.ProcedureNotFound".equals(e.code())) {
                throw e;
            }
            // a single server before 4.0 has no routing table at all
        }
        return members;
    }
}
