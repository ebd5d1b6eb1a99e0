package io.github.neo4jstreams.testbed;

/** What a {@link Neo4jServer} records about changes, the values of {@code txLogEnrichment}. */
public enum CdcMode {
    /** Events with the whole state of an entity before and after. The default. */
    FULL,
    /** Events with the difference only. */
    DIFF,
    /** Not now: the procedures are there and say so. */
    OFF,
    /** A plain server that has never heard of change data capture: no procedures. */
    NONE
}
