package io.github.neo4jstreams.testbed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.net.ServerAddress;

/** The test's own access to a graph, whatever version of Neo4j it is in. */
final class Graph implements AutoCloseable {
    private final Driver driver;

    Graph(String uri, AuthToken auth, Set<String> addresses) {
        this(uri, auth, addresses, null);
    }

    /** @param tls of the server, or null */
    Graph(String uri, AuthToken auth, Set<String> addresses, ServerTls tls) {
        Config.ConfigBuilder config = Config.builder()
                .withConnectionTimeout(3, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(10, TimeUnit.SECONDS)
                // a server that was restarted has left dead connections behind
                .withConnectionLivenessCheckTimeout(0, TimeUnit.MILLISECONDS);
        if (!addresses.isEmpty()) {
            Set<ServerAddress> resolved = addresses.stream()
                    .map(address -> address.split(":"))
                    .map(address -> ServerAddress.of(address[0], Integer.parseInt(address[1])))
                    .collect(Collectors.toSet());
            config.withResolver(address -> resolved);
        }
        this.driver = tls == null
                ? GraphDatabase.driver(uri, auth, config.build())
                : GraphDatabase.driver(
                        uri, auth, tls.clientCertificate(), tls.trusted(config).build());
    }

    Driver driver() {
        return driver;
    }

    List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(cypher, parameters).list(Record::asMap);
        }
    }

    /** On the leader, and again if it was none. */
    List<Map<String, Object>> executeWrite(String cypher, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.executeWrite(tx -> tx.run(cypher, parameters).list(Record::asMap));
        }
    }

    void wipe() {
        while (deleted() > 0) {
            // the next ones
        }
        if (isVersion3()) {
            for (String what : List.of("constraints", "indexes")) {
                for (Map<String, Object> row : executeWrite("CALL db." + what + "() YIELD description", Map.of())) {
                    executeWrite("DROP " + row.get("description"), Map.of());
                }
            }
            return;
        }
        for (Map<String, Object> row : executeWrite("SHOW CONSTRAINTS YIELD name", Map.of())) {
            executeWrite("DROP CONSTRAINT " + quoted(row.get("name")) + " IF EXISTS", Map.of());
        }
        for (Map<String, Object> row :
                executeWrite("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", Map.of())) {
            executeWrite("DROP INDEX " + quoted(row.get("name")) + " IF EXISTS", Map.of());
        }
    }

    private long deleted() {
        return (Long) executeWrite("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n", Map.of())
                .get(0)
                .get("n");
    }

    private boolean isVersion3() {
        return executeWrite("CALL dbms.components() YIELD versions", Map.of())
                .toString()
                .contains("[3.");
    }

    private static String quoted(Object name) {
        return "`" + name.toString().replace("`", "``") + "`";
    }

    @Override
    public void close() {
        driver.close();
    }
}
