package io.github.neo4jstreams.camel;

import org.apache.camel.spi.Metadata;

/** Headers of the {@code neo4j-streams} component. */
public final class Neo4jStreamsConstants {

    @Metadata(
            label = "consumer",
            description = "Id of a change event; reading can go on after it. Opaque.",
            javaType = "String")
    public static final String CHANGE_ID = "CamelNeo4jStreamsChangeId";

    @Metadata(label = "consumer", description = "Transaction of a change event, ascending with gaps", javaType = "Long")
    public static final String TX_ID = "CamelNeo4jStreamsTxId";

    @Metadata(label = "consumer", description = "Place of a change event in its transaction, from 0", javaType = "Long")
    public static final String SEQ = "CamelNeo4jStreamsSeq";

    @Metadata(
            label = "consumer",
            description = "Name of the selector that selected the change, with select.NAME",
            javaType = "String")
    public static final String SELECTOR = "CamelNeo4jStreamsSelector";

    @Metadata(
            label = "consumer",
            description = "What happened: CREATE, UPDATE or DELETE; READ for what a snapshot has found",
            javaType = "String")
    public static final String OPERATION = "CamelNeo4jStreamsOperation";

    @Metadata(label = "consumer", description = "What changed: NODE or RELATIONSHIP", javaType = "String")
    public static final String ENTITY_TYPE = "CamelNeo4jStreamsEntityType";

    @Metadata(label = "consumer", description = "Element id of the entity that changed", javaType = "String")
    public static final String ELEMENT_ID = "CamelNeo4jStreamsElementId";

    @Metadata(label = "consumer", description = "Labels of the node that changed", javaType = "java.util.List<String>")
    public static final String LABELS = "CamelNeo4jStreamsLabels";

    @Metadata(label = "consumer", description = "Type of the relationship that changed", javaType = "String")
    public static final String RELATIONSHIP_TYPE = "CamelNeo4jStreamsRelationshipType";

    @Metadata(label = "consumer", description = "When the change was committed", javaType = "java.time.ZonedDateTime")
    public static final String COMMIT_TIME = "CamelNeo4jStreamsCommitTime";

    @Metadata(
            label = "consumer",
            description = "Key of the message, as keyFormat says. A Kafka producer endpoint takes it from the header"
                    + " kafka.KEY, which is set as well.",
            javaType = "Object")
    public static final String KEY = "CamelNeo4jStreamsKey";

    @Metadata(
            label = "consumer",
            description =
                    "Where the source goes on after this exchange; with groupBy=TRANSACTION or POLL. Opaque. Whoever keeps"
                            + " it with the messages can be a cursorRepository that is never behind them.",
            javaType = "String")
    public static final String CURSOR = "CamelNeo4jStreamsCursor";

    @Metadata(
            label = "consumer",
            description = "Name of the cursor; with groupBy=TRANSACTION or POLL",
            javaType = "String")
    public static final String CURSOR_NAME = "CamelNeo4jStreamsCursorName";

    @Metadata(description = "Name of the database that was written or read", javaType = "String")
    public static final String DATABASE = "CamelNeo4jStreamsDatabase";

    @Metadata(
            label = "producer",
            description =
                    "In: what the member that answers must have seen (query). Out: the state of the database after"
                            + " this transaction.",
            javaType = "java.util.List<String>")
    public static final String BOOKMARK = "CamelNeo4jStreamsBookmark";

    @Metadata(label = "producer", description = "How many messages of the exchange were applied", javaType = "Long")
    public static final String APPLIED = "CamelNeo4jStreamsApplied";

    @Metadata(
            label = "producer",
            description = "How many messages of the exchange were skipped because the graph has them already; with"
                    + " exactlyOnce=true",
            javaType = "Long")
    public static final String SKIPPED = "CamelNeo4jStreamsSkipped";

    @Metadata(
            label = "producer",
            description = "How many messages of the exchange can't be applied, and were dead-lettered or skipped as"
                    + " onInvalid says",
            javaType = "Long")
    public static final String REJECTED = "CamelNeo4jStreamsRejected";

    @Metadata(
            label = "producer",
            description =
                    "What changed in the graph, by the names of the server's statistics: nodesCreated, propertiesSet"
                            + " and so on; what did not change is left out",
            javaType = "java.util.Map<String, Long>")
    public static final String COUNTERS = "CamelNeo4jStreamsCounters";

    @Metadata(label = "producer", description = "Where the statement went: write or read", javaType = "String")
    public static final String ACCESS_MODE = "CamelNeo4jStreamsAccessMode";

    @Metadata(
            label = "producer",
            description = "Statement to run instead of the option query; only with allowQueryFromMessage=true",
            javaType = "String")
    public static final String QUERY = "CamelNeo4jStreamsQuery";

    /**
     * Property of an exchange, not a header: {@code true} says that records which can't be written are sent again, before any
     * later ones of their partition. Without it, a sink with {@code exactlyOnce} stops its route when later ones come. Set by
     * the route policy {@code atLeastOnce}.
     */
    public static final String SENT_AGAIN = "CamelNeo4jStreamsSentAgain";

    /** Property of an exchange, not a header: the member that has done it last, {@code host:port}. For spans. */
    static final String MEMBER = "CamelNeo4jStreamsMember";

    private Neo4jStreamsConstants() {}
}
