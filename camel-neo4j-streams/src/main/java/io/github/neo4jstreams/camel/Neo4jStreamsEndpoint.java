package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.event.ValueFormat;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphListener;
import io.github.neo4jstreams.graph.OwnWrites;
import io.github.neo4jstreams.message.ReadAs;
import io.github.neo4jstreams.source.GroupBy;
import io.github.neo4jstreams.source.OnCursorLost;
import io.github.neo4jstreams.source.StartFrom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Write messages to the leader of a Neo4j cluster, many per transaction, and read committed changes and query results.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "neo4j-streams",
        title = "Neo4j Streams",
        syntax = "neo4j-streams:strategy",
        category = {Category.DATABASE, Category.BIGDATA},
        headersClass = Neo4jStreamsConstants.class)
public class Neo4jStreamsEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    @UriPath(enums = "cypher,pattern,cud,cdc-schema,cdc-source-id,query,cdc")
    @Metadata(
            required = true,
            description =
                    "What the endpoint does. cypher (to): applies each message with your own Cypher. pattern (to): maps"
                            + " each message to nodes and relationships. cud (to): applies create, update, merge and delete"
                            + " commands. cdc-schema, cdc-source-id (to): apply change events, by the keys of nodes or by their"
                            + " ids in the source. query (to): runs one statement per exchange; (from): polls a read query. cdc"
                            + " (from): polls change data capture.")
    private String strategy;

    @UriParam
    private Neo4jStreamsConfiguration configuration = new Neo4jStreamsConfiguration();

    @UriParam(label = "common")
    @Metadata(
            supportFileReference = true,
            description = "Cypher of the strategies cypher and query: the text, or resource:classpath:NAME or"
                    + " resource:file:NAME. With cypher, each message is bound as event, and its parts as bindKeyAs and so"
                    + " on say.")
    private String query;

    @UriParam(label = "producer")
    @Metadata(
            supportFileReference = true,
            description = "How the strategy pattern maps a message: (:Person{!id, name}) or"
                    + " (:Person{!id})-[:OWNS{since}]->(:Car{!plate}), or resource:classpath:NAME or resource:file:NAME."
                    + " Several patterns, with ; or a new line between them, are all applied to every message.")
    private String pattern;

    @UriParam(label = "producer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether the nodes of a pattern keep the properties that a message doesn't have. false: they have"
                            + " afterwards what the message has, and nothing else.")
    private boolean mergeNodeProperties = true;

    @UriParam(label = "producer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether the relationship of a pattern keeps the properties that a message doesn't have. false:"
                            + " it has afterwards what the message has, and nothing else.")
    private boolean mergeRelationshipProperties = true;

    @UriParam(label = "producer", defaultValue = "false")
    @Metadata(
            description =
                    "Whether a command of the strategy cud that deletes a node, and doesn't say detach, deletes the node's"
                            + " relationships with it, as in Neo4j Streams. false: a node that has relationships is refused.")
    private boolean detachDeletes;

    @UriParam(label = "producer", defaultValue = "SourceEvent")
    @Metadata(description = "Label that cdc-source-id gives to every node, and finds it by.")
    private String labelName = "SourceEvent";

    @UriParam(label = "producer", defaultValue = "sourceId")
    @Metadata(
            description =
                    "Property in which cdc-source-id keeps the id that a node or relationship has in the source. A"
                            + " property of this name that the source has itself is left out.")
    private String propertyName = "sourceId";

    @UriParam(label = "producer", defaultValue = "5000")
    @Metadata(
            description =
                    "Most messages in one leader transaction. A list with more of them becomes several transactions,"
                            + " in order.")
    private int batchSize = 5000;

    @UriParam(label = "producer", defaultValue = "true")
    @Metadata(
            description =
                    "Whether transactions are smaller than batchSize where that is better: there are 1000 messages in the"
                            + " first, twice as many in the next as long as they take less than half of batchTime, and fewer when one takes"
                            + " longer or batchBytes is reached. With false, a list is cut into batchSize messages each.")
    private boolean adaptiveBatches = true;

    @UriParam(label = "producer,advanced", defaultValue = "8388608")
    @Metadata(
            description =
                    "With adaptiveBatches, how many bytes (of texts: characters) the values of the messages in one transaction have at"
                            + " most; a larger message has one of its own.")
    private int batchBytes = 8 * 1024 * 1024;

    @UriParam(label = "producer,advanced", javaType = "java.time.Duration", defaultValue = "1000")
    @Metadata(
            description =
                    "With adaptiveBatches, how long a transaction is to take, from its begin to its commit. One that takes longer is"
                            + " not broken off, but those after it are smaller.")
    private long batchTime = 1000;

    @UriParam(label = "producer", defaultValue = "1")
    @Metadata(
            description =
                    "Most transactions at a time of one exchange. Each writes whole partitions of the Kafka records in it, so the order"
                            + " within a partition is kept and more than the number of partitions is of no use. What is merged needs a uniqueness"
                            + " constraint then, or two may create it. A deadlock between two is tried again.")
    private int parallelism = 1;

    @UriParam(label = "producer", defaultValue = "false")
    @Metadata(
            description = "Write each Kafka record once, whatever happens: the last offset of each partition is kept in"
                    + " the graph, in the same transaction as the data, and records up to it are skipped. Needs sinkName,"
                    + " and messages with the topic, partition and offset that camel-kafka puts into headers.")
    private boolean exactlyOnce;

    @UriParam(label = "producer")
    @Metadata(
            description =
                    "Name of this sink, under which its offsets are kept in the graph, and which its transactions carry in"
                            + " their metadata as neo4jStreamsSink. Required with exactlyOnce=true; replicas of a route share it,"
                            + " different sinks differ in it, and it never changes.")
    private String sinkName;

    @UriParam(label = "producer,advanced", defaultValue = "Neo4jStreamsOffset")
    @Metadata(
            description =
                    "Label of the nodes that keep offsets: (:Neo4jStreamsOffset {id, sink, topic, partition, offset}).")
    private String offsetLabel = Fence.LABEL;

    @UriParam(label = "producer")
    @Metadata(
            description = "What to do with a message that can't be applied, whatever the state of the server. FAIL"
                    + " (default without deadLetter): the exchange fails. DEAD_LETTER (default with deadLetter): it goes there,"
                    + " and all others are applied. SKIP: it is logged and counted, and all others are applied.")
    private OnInvalid onInvalid;

    @UriParam(label = "producer")
    @Metadata(
            description = "Endpoint that gets the messages that can't be applied, one by one, with their key, value and"
                    + " headers, and headers that say where they came from and why: kafka:people-dead. The exchange goes on"
                    + " when it has taken them.")
    private String deadLetter;

    @UriParam(label = "producer,advanced", defaultValue = "__streams.errors.")
    @Metadata(description = "What the names of the headers that are added to a dead letter begin with.")
    private String deadLetterHeaderPrefix = "__streams.errors.";

    @UriParam(label = "producer", defaultValue = "JSON")
    @Metadata(
            description =
                    "How the value of a message is read when it is text or bytes. JSON is strict: the whole text is"
                            + " one value. CONNECT_JSON is the schema and payload that Kafka Connect's JsonConverter"
                            + " writes by default: the payload is read with its schema's types. Maps, JSON trees, POJOs,"
                            + " Avro records and Connect's structs are taken as they are.")
    private ReadAs readValueAs = ReadAs.JSON;

    @UriParam(label = "producer", defaultValue = "AUTO")
    @Metadata(
            description =
                    "How the key of a message is read when it is text or bytes, if something asks for it. AUTO is JSON"
                            + " when the whole text is one JSON value, and text otherwise. CONNECT_JSON is what Kafka"
                            + " Connect's JsonConverter writes by default.")
    private ReadAs readKeyAs = ReadAs.AUTO;

    @UriParam(label = "producer", defaultValue = "__value")
    @Metadata(description = "Name under which the query finds the value; event always works as well.")
    private String bindValueAs = "__value";

    @UriParam(label = "producer", defaultValue = "__key")
    @Metadata(description = "Name under which the query finds the key.")
    private String bindKeyAs = "__key";

    @UriParam(label = "producer", defaultValue = "__header")
    @Metadata(description = "Name under which the query finds the headers, a map.")
    private String bindHeaderAs = "__header";

    @UriParam(label = "producer", defaultValue = "__timestamp")
    @Metadata(description = "Name under which the query finds the time of the message, a ZONED DATETIME in UTC.")
    private String bindTimestampAs = "__timestamp";

    @UriParam(label = "producer", prefix = "txMetadata.", multiValue = true)
    @Metadata(
            description = "Metadata for every transaction, seen in the server's query log and in change events:"
                    + " txMetadata.app=orders. The name neo4jStreamsSink is the component's own, see excludeOwnWrites.")
    private Map<String, Object> txMetadata = new LinkedHashMap<>();

    @UriParam(label = "producer", defaultValue = "WRITE")
    @Metadata(
            description = "Where the statement of query goes. WRITE: to the leader, also a CALL of a procedure that may"
                    + " write. READ: to any follower or read replica.")
    private AccessMode accessMode = AccessMode.WRITE;

    @UriParam(label = "producer", defaultValue = "MANAGED")
    @Metadata(
            description = "MANAGED: a transaction that is done again after an outage. AUTO_COMMIT: as CALL { } IN"
                    + " TRANSACTIONS needs it, never done again because part of it may be done.")
    private TransactionMode transactionMode = TransactionMode.MANAGED;

    @UriParam(label = "producer", defaultValue = "LIST")
    @Metadata(
            description =
                    "Rows of query in the body: LIST of maps, ONE map (an error if there are several, null if there is"
                            + " none), or STREAM, an iterator that reads while the route runs and is closed when the exchange"
                            + " completes; only with accessMode=READ.")
    private OutputType outputType = OutputType.LIST;

    @UriParam(label = "producer,security", defaultValue = "false")
    @Metadata(
            description =
                    "Take the statement of query from the header CamelNeo4jStreamsQuery, or from a text body when"
                            + " there is no option query. Whoever can send a message can then do in the graph what the user can.")
    private boolean allowQueryFromMessage;

    @UriParam(label = "producer", prefix = "param.", multiValue = true)
    @Metadata(
            description =
                    "Parameters of query: param.limit=10. JSON scalars keep their type. A map body adds to them, and"
                            + " wins.")
    private Map<String, Object> parameters = new LinkedHashMap<>();

    @UriParam(label = "consumer")
    @Metadata(
            description = "Which changes, as patterns with ; or a new line between them: (:Person{name,city});"
                    + "(:Person)-[:OWNS]->(:Car). By default all of them, like *.")
    private String select;

    @UriParam(label = "consumer", prefix = "select.", multiValue = true)
    @Metadata(
            description =
                    "Several selectors with names: select.people=(:Person), and select.people.operations, .changesTo,"
                            + " .executingUser, .authenticatedUser and .txMetadata.KEY that narrow it, as the options without a name do."
                            + " A change is handed over once for each selector that selects it, with the name in the header"
                            + " CamelNeo4jStreamsSelector. select.people.topic is the topic that camel-kafka sends it to.")
    private Map<String, Object> selectors = new LinkedHashMap<>();

    @UriParam(label = "consumer")
    @Metadata(description = "Which operations: create, update, delete, with commas between them. By default all.")
    private String operations;

    @UriParam(label = "consumer")
    @Metadata(description = "Only changes that changed all of these properties, with commas between them.")
    private String changesTo;

    @UriParam(label = "consumer")
    @Metadata(description = "Only changes by this user, impersonated ones included.")
    private String executingUser;

    @UriParam(label = "consumer")
    @Metadata(description = "Only changes over connections of this user.")
    private String authenticatedUser;

    @UriParam(label = "consumer", prefix = "selectTxMetadata.", multiValue = true)
    @Metadata(
            description =
                    "Only changes of transactions that have this metadata: selectTxMetadata.app=orders. JSON scalars"
                            + " keep their type.")
    private Map<String, Object> selectTxMetadata = new LinkedHashMap<>();

    @UriParam(label = "consumer", defaultValue = "false")
    @Metadata(
            description =
                    "Leave out what sinks of this component wrote into the database, so that databases that feed each other"
                            + " don't send changes round in circles.")
    private boolean excludeOwnWrites;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "With excludeOwnWrites=true: only the writes of these sinks, with commas between their names (sinkName, or"
                            + " the strategy of a sink without one). By default of all.")
    private String ownSinks;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Name under which the position is kept, so that a restart goes on from there. Required; give each"
                            + " source its own and never change it.")
    private String cursorName;

    @UriParam(label = "consumer,advanced")
    @Metadata(
            description = "Where cursors are kept. By default in the graph, as (:Neo4jStreamsCursor {name, cursor,"
                    + " token, savedAt}).")
    private StateRepository<String, String> cursorRepository;

    @UriParam(label = "consumer", defaultValue = "NOW")
    @Metadata(
            description =
                    "Where to begin when there is no cursor yet. NOW and EARLIEST are the end and the beginning of the"
                            + " change log for cdc; SNAPSHOT reads what is in the graph, and then what is committed since;"
                            + " for query NOW and EARLIEST are $lastCheck = the time in milliseconds and -1. VALUE: after"
                            + " startFromValue.")
    private StartFrom startFrom = StartFrom.NOW;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "With startFrom=VALUE: a change id for cdc; for query the first $lastCheck, a number, a date or"
                            + " time in ISO 8601, or text.")
    private String startFromValue;

    @UriParam(label = "consumer", defaultValue = "FAIL")
    @Metadata(
            description =
                    "What to do when the server doesn't know the cursor any more because its log was pruned or the"
                            + " database replaced. FAIL stops the route; EARLIEST and NOW go on, and changes are lost; SNAPSHOT"
                            + " reads what is in the graph and goes on from there, and only deletions are lost.")
    private OnCursorLost onCursorLost = OnCursorLost.FAIL;

    @UriParam(label = "consumer", defaultValue = "ENTITY_KEYS")
    @Metadata(
            description =
                    "Key of a change event's message: ENTITY_KEYS (the key properties, none without a constraint),"
                            + " ELEMENT_ID, WHOLE_VALUE or NONE.")
    private KeyFormat keyFormat = KeyFormat.ENTITY_KEYS;

    @UriParam(label = "consumer", defaultValue = "CHANGE_EVENT")
    @Metadata(
            description =
                    "Value of a change event's message: CHANGE_EVENT, ENTITY_EVENT without the transaction around it,"
                            + " STREAMS, the transaction event of the Neo4j Streams plugin, or CLOUDEVENTS, a CloudEvent in"
                            + " structured mode around the CHANGE_EVENT, with the header content-type.")
    private ValueFormat valueFormat = ValueFormat.CHANGE_EVENT;

    @UriParam(label = "consumer", defaultValue = "false")
    @Metadata(
            description =
                    "For compacted topics: behind the event of a deletion comes a message with the same key and no body; an"
                            + " update that changes the key has the new one, and a message without a body comes behind it for the old"
                            + " one. None without a key. Only with keyFormat=ENTITY_KEYS or ELEMENT_ID.")
    private boolean tombstones;

    @UriParam(label = "consumer", defaultValue = "CHANGE")
    @Metadata(
            description =
                    "What is an exchange: CHANGE, a change or row; TRANSACTION, all selected changes of a transaction; POLL, all"
                            + " that was read at once. The last two have a list of exchanges as body, like a batch of camel-kafka,"
                            + " and are completed as a whole. A transaction is read to its end, however many changes it has, and"
                            + " held in memory.")
    private GroupBy groupBy = GroupBy.CHANGE;

    @UriParam(label = "consumer", defaultValue = "1000")
    @Metadata(
            description =
                    "Most changes or rows that are read at once; they are then handed over as groupBy says. The cursor is"
                            + " saved after each such step, and where an exchange failed. Tombstones don't count.")
    private int maxMessagesPerPoll = 1000;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Column of query by which it moves on; $lastCheck is its highest value so far. Required when the"
                            + " query names $lastCheck. Its values must not fall from one commit to the next.")
    private String streamingProperty;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Column of query that becomes the key of a row's message, in the headers CamelNeo4jStreamsKey and kafka.KEY."
                            + " A row without it has no key. Without the option no row has one.")
    private String keyProperty;

    /** What becomes of a message that can't be applied. */
    public enum OnInvalid {
        /** The exchange fails. */
        FAIL,
        /** It goes to the endpoint {@code deadLetter}. */
        DEAD_LETTER,
        /** It is logged and counted. */
        SKIP
    }

    /** Where a statement of {@code query} goes. */
    public enum AccessMode {
        /** To the leader. */
        WRITE,
        /** To any member that serves reads. */
        READ
    }

    /** Who begins and ends the transaction of {@code query}. */
    public enum TransactionMode {
        /** The component, which does it again after an outage. */
        MANAGED,
        /** The server, as {@code CALL {…} IN TRANSACTIONS} needs it. */
        AUTO_COMMIT
    }

    /** What the body is after {@code query}. */
    public enum OutputType {
        /** A list of maps. */
        LIST,
        /** One map, or null. */
        ONE,
        /** An iterator of maps. */
        STREAM
    }

    private Strategy parsedStrategy;

    /** For tools that create endpoints before they configure them. */
    public Neo4jStreamsEndpoint() {}

    Neo4jStreamsEndpoint(String uri, Component component, Strategy strategy, Neo4jStreamsConfiguration configuration) {
        super(uri, component);
        this.strategy = strategy.toString();
        this.parsedStrategy = strategy;
        this.configuration = configuration;
    }

    @Override
    public Neo4jStreamsComponent getComponent() {
        return (Neo4jStreamsComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        if (!parsedStrategy.produces()) {
            throw new IllegalArgumentException(
                    "neo4j-streams:" + strategy + " only reads: use it in from:, not in to:");
        }
        return parsedStrategy == Strategy.QUERY
                ? new QueryProducer(this, StrategyOptions.queryStatement(this), StrategyOptions.fence(this))
                : new SinkProducer(
                        this,
                        StrategyOptions.sink(this, parsedStrategy),
                        StrategyOptions.messages(this),
                        StrategyOptions.fence(this));
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        requireConsuming();
        Neo4jStreamsConsumer consumer = new Neo4jStreamsConsumer(this, processor, StrategyOptions.source(this));
        configureConsumer(consumer);
        return consumer;
    }

    private void requireConsuming() {
        if (!parsedStrategy.consumes()) {
            throw new IllegalArgumentException(
                    "neo4j-streams:" + strategy + " only writes: use it in to:, not in from:");
        }
    }

    /** For {@code pollEnrich} and {@code ConsumerTemplate}: Camel's default would read ahead, and pass events that nobody took. */
    @Override
    public PollingConsumer createPollingConsumer() {
        requireConsuming();
        return new Neo4jStreamsPollingConsumer(this, StrategyOptions.sourceToPoll(this));
    }

    /**
     * What can be judged without a server.
     *
     * @throws IllegalArgumentException naming the option, the value and the cure
     */
    void validate() {
        configuration.validate();
        StrategyOptions.validate(this, parsedStrategy);
    }

    /** What every transaction of a producer says of itself: the user's metadata, and which sink it is. */
    Map<String, Object> transactionMetadata() {
        Map<String, Object> metadata = new LinkedHashMap<>(txMetadata);
        metadata.put(OwnWrites.METADATA, sinkName == null ? strategy : sinkName);
        return metadata;
    }

    /**
     * A graph of its own over the shared driver; whoever asks must close it.
     *
     * @param unwanted whether whoever asks has stopped, and nobody is to wait for a server any more
     */
    Graph openGraph(BooleanSupplier unwanted) {
        return openGraph(unwanted, GraphListener.NONE);
    }

    Graph openGraph(BooleanSupplier unwanted, GraphListener listener) {
        return getComponent().openGraph(configuration, unwanted, listener);
    }

    /** For people: where it is, and which database if that is said. */
    String clusterName() {
        String where = configuration.getDriver() == null ? configuration.getServerUri() : "driver";
        return configuration.getDatabase() == null ? where : where + " (" + configuration.getDatabase() + ")";
    }

    /** For logs: without options, which may be long and are nobody's business. */
    String shortName() {
        return "neo4j-streams:" + strategy;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getDriver() == null ? configuration.getServerUri() : null;
    }

    @Override
    public String getServiceProtocol() {
        return "bolt";
    }

    public Neo4jStreamsConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Neo4jStreamsConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getStrategy() {
        return strategy;
    }

    public void setStrategy(String strategy) {
        this.parsedStrategy = Strategy.named(strategy);
        this.strategy = strategy;
    }

    public String getQuery() {
        return query;
    }

    public void setQuery(String query) {
        this.query = query;
    }

    public boolean isExactlyOnce() {
        return exactlyOnce;
    }

    public void setExactlyOnce(boolean exactlyOnce) {
        this.exactlyOnce = exactlyOnce;
    }

    public String getSinkName() {
        return sinkName;
    }

    public void setSinkName(String sinkName) {
        this.sinkName = sinkName;
    }

    public String getOffsetLabel() {
        return offsetLabel;
    }

    public void setOffsetLabel(String offsetLabel) {
        this.offsetLabel = offsetLabel;
    }

    public OnInvalid getOnInvalid() {
        return onInvalid;
    }

    public void setOnInvalid(OnInvalid onInvalid) {
        this.onInvalid = onInvalid;
    }

    public String getDeadLetter() {
        return deadLetter;
    }

    public void setDeadLetter(String deadLetter) {
        this.deadLetter = deadLetter;
    }

    public String getDeadLetterHeaderPrefix() {
        return deadLetterHeaderPrefix;
    }

    public void setDeadLetterHeaderPrefix(String deadLetterHeaderPrefix) {
        this.deadLetterHeaderPrefix = deadLetterHeaderPrefix;
    }

    public String getPattern() {
        return pattern;
    }

    public void setPattern(String pattern) {
        this.pattern = pattern;
    }

    public boolean isMergeNodeProperties() {
        return mergeNodeProperties;
    }

    public void setMergeNodeProperties(boolean mergeNodeProperties) {
        this.mergeNodeProperties = mergeNodeProperties;
    }

    public boolean isMergeRelationshipProperties() {
        return mergeRelationshipProperties;
    }

    public void setMergeRelationshipProperties(boolean mergeRelationshipProperties) {
        this.mergeRelationshipProperties = mergeRelationshipProperties;
    }

    public boolean isDetachDeletes() {
        return detachDeletes;
    }

    public void setDetachDeletes(boolean detachDeletes) {
        this.detachDeletes = detachDeletes;
    }

    public String getLabelName() {
        return labelName;
    }

    public void setLabelName(String labelName) {
        this.labelName = labelName;
    }

    public String getPropertyName() {
        return propertyName;
    }

    public void setPropertyName(String propertyName) {
        this.propertyName = propertyName;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public boolean isAdaptiveBatches() {
        return adaptiveBatches;
    }

    public void setAdaptiveBatches(boolean adaptiveBatches) {
        this.adaptiveBatches = adaptiveBatches;
    }

    public int getBatchBytes() {
        return batchBytes;
    }

    public void setBatchBytes(int batchBytes) {
        this.batchBytes = batchBytes;
    }

    public long getBatchTime() {
        return batchTime;
    }

    public void setBatchTime(long batchTime) {
        this.batchTime = batchTime;
    }

    public int getParallelism() {
        return parallelism;
    }

    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public ReadAs getReadValueAs() {
        return readValueAs;
    }

    public void setReadValueAs(ReadAs readValueAs) {
        this.readValueAs = readValueAs;
    }

    public ReadAs getReadKeyAs() {
        return readKeyAs;
    }

    public void setReadKeyAs(ReadAs readKeyAs) {
        this.readKeyAs = readKeyAs;
    }

    public String getBindValueAs() {
        return bindValueAs;
    }

    public void setBindValueAs(String bindValueAs) {
        this.bindValueAs = bindValueAs;
    }

    public String getBindKeyAs() {
        return bindKeyAs;
    }

    public void setBindKeyAs(String bindKeyAs) {
        this.bindKeyAs = bindKeyAs;
    }

    public String getBindHeaderAs() {
        return bindHeaderAs;
    }

    public void setBindHeaderAs(String bindHeaderAs) {
        this.bindHeaderAs = bindHeaderAs;
    }

    public String getBindTimestampAs() {
        return bindTimestampAs;
    }

    public void setBindTimestampAs(String bindTimestampAs) {
        this.bindTimestampAs = bindTimestampAs;
    }

    public Map<String, Object> getTxMetadata() {
        return txMetadata;
    }

    public void setTxMetadata(Map<String, Object> txMetadata) {
        this.txMetadata = txMetadata;
    }

    public AccessMode getAccessMode() {
        return accessMode;
    }

    public void setAccessMode(AccessMode accessMode) {
        this.accessMode = accessMode;
    }

    public TransactionMode getTransactionMode() {
        return transactionMode;
    }

    public void setTransactionMode(TransactionMode transactionMode) {
        this.transactionMode = transactionMode;
    }

    public OutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(OutputType outputType) {
        this.outputType = outputType;
    }

    public boolean isAllowQueryFromMessage() {
        return allowQueryFromMessage;
    }

    public void setAllowQueryFromMessage(boolean allowQueryFromMessage) {
        this.allowQueryFromMessage = allowQueryFromMessage;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public String getSelect() {
        return select;
    }

    public void setSelect(String select) {
        this.select = select;
    }

    public String getOperations() {
        return operations;
    }

    public void setOperations(String operations) {
        this.operations = operations;
    }

    public String getChangesTo() {
        return changesTo;
    }

    public void setChangesTo(String changesTo) {
        this.changesTo = changesTo;
    }

    public String getExecutingUser() {
        return executingUser;
    }

    public void setExecutingUser(String executingUser) {
        this.executingUser = executingUser;
    }

    public String getAuthenticatedUser() {
        return authenticatedUser;
    }

    public void setAuthenticatedUser(String authenticatedUser) {
        this.authenticatedUser = authenticatedUser;
    }

    public Map<String, Object> getSelectors() {
        return selectors;
    }

    public void setSelectors(Map<String, Object> selectors) {
        this.selectors = selectors;
    }

    public boolean isExcludeOwnWrites() {
        return excludeOwnWrites;
    }

    public void setExcludeOwnWrites(boolean excludeOwnWrites) {
        this.excludeOwnWrites = excludeOwnWrites;
    }

    public String getOwnSinks() {
        return ownSinks;
    }

    public void setOwnSinks(String ownSinks) {
        this.ownSinks = ownSinks;
    }

    public Map<String, Object> getSelectTxMetadata() {
        return selectTxMetadata;
    }

    public void setSelectTxMetadata(Map<String, Object> selectTxMetadata) {
        this.selectTxMetadata = selectTxMetadata;
    }

    public String getCursorName() {
        return cursorName;
    }

    public void setCursorName(String cursorName) {
        this.cursorName = cursorName;
    }

    public StateRepository<String, String> getCursorRepository() {
        return cursorRepository;
    }

    public void setCursorRepository(StateRepository<String, String> cursorRepository) {
        this.cursorRepository = cursorRepository;
    }

    public StartFrom getStartFrom() {
        return startFrom;
    }

    public void setStartFrom(StartFrom startFrom) {
        this.startFrom = startFrom;
    }

    public String getStartFromValue() {
        return startFromValue;
    }

    public void setStartFromValue(String startFromValue) {
        this.startFromValue = startFromValue;
    }

    public OnCursorLost getOnCursorLost() {
        return onCursorLost;
    }

    public void setOnCursorLost(OnCursorLost onCursorLost) {
        this.onCursorLost = onCursorLost;
    }

    public KeyFormat getKeyFormat() {
        return keyFormat;
    }

    public void setKeyFormat(KeyFormat keyFormat) {
        this.keyFormat = keyFormat;
    }

    public ValueFormat getValueFormat() {
        return valueFormat;
    }

    public void setValueFormat(ValueFormat valueFormat) {
        this.valueFormat = valueFormat;
    }

    public boolean isTombstones() {
        return tombstones;
    }

    public void setTombstones(boolean tombstones) {
        this.tombstones = tombstones;
    }

    public GroupBy getGroupBy() {
        return groupBy;
    }

    public void setGroupBy(GroupBy groupBy) {
        this.groupBy = groupBy;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public String getStreamingProperty() {
        return streamingProperty;
    }

    public void setStreamingProperty(String streamingProperty) {
        this.streamingProperty = streamingProperty;
    }

    public String getKeyProperty() {
        return keyProperty;
    }

    public void setKeyProperty(String keyProperty) {
        this.keyProperty = keyProperty;
    }
}
