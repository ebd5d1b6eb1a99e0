package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.cypher.ServerVersion;

/**
 * What first contact told.
 *
 * @param version   of the server that answered
 * @param fullVersion the same with all its parts, for people
 * @param edition   {@code community} or {@code enterprise}; Aura calls itself enterprise
 * @param database  the database's name, or null if the server knows no names (before 4.0)
 */
public record ServerInfo(ServerVersion version, String fullVersion, String edition, String database) {

    @Override
    public String toString() {
        return "Neo4j " + fullVersion + " " + edition + (database == null ? "" : ", database " + database);
    }
}
