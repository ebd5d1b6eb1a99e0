package io.github.neo4jstreams.graph;

/** Where a transaction goes. */
public enum AccessMode {
    /** To the leader. */
    WRITE,
    /** To any member that serves reads: a follower, a read replica, or the leader if there is no other. */
    READ;

    org.neo4j.driver.AccessMode toDriver() {
        return this == WRITE ? org.neo4j.driver.AccessMode.WRITE : org.neo4j.driver.AccessMode.READ;
    }
}
