package io.github.neo4jstreams.migrate.read;

import java.util.List;

/**
 * Settings that belong together: those of a member of a cluster, of a connector or of a worker.
 *
 * @param name     of the member, connector or worker; never null
 * @param host     under which the member is found in its network, as far as the configuration tells; null if it doesn't
 * @param settings in the order of the file; a key that is there twice is there twice
 */
public record Source(Kind kind, String name, String host, List<Setting> settings) {

    /** Whose settings they are. */
    public enum Kind {
        /** A server with the plugin Neo4j Streams. */
        MEMBER,
        /** A connector of Kafka Connect. */
        CONNECTOR,
        /** A worker of Kafka Connect. */
        WORKER,
        /** Somebody else's, such as a broker in the same compose file. */
        OTHER
    }

    public Source {
        settings = List.copyOf(settings);
    }

    Source(Kind kind, String name, List<Setting> settings) {
        this(kind, name, null, settings);
    }
}
