package io.github.neo4jstreams.migrate.know;

/** What becomes of a key. */
public enum Fate {
    /** Made into routes, options or properties. */
    TRANSLATED,
    /** An option of the component, one to one. */
    OPTION,
    /** A setting of Kafka's client, handed on. */
    CLIENT,
    /** Not needed any more. */
    DROPPED,
    /** For the user to decide. */
    HAND,
    /** Not a key of these systems. */
    KEPT
}
