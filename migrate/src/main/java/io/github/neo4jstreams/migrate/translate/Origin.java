package io.github.neo4jstreams.migrate.translate;

import java.util.List;

/**
 * What did the work of a route until now.
 *
 * @param name    of the connector, or of the cluster
 * @param members names of the members that have the plugin; none for a connector
 */
public record Origin(boolean plugin, String name, List<String> members) {

    public Origin {
        members = List.copyOf(members);
    }
}
