package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.Neo4jStreamsEndpoint.OnInvalid;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.OwnWrites;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.pattern.InvalidPatternException;
import io.github.neo4jstreams.pattern.Pattern;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.StoredProperties;
import io.github.neo4jstreams.sink.cdc.SchemaSink;
import io.github.neo4jstreams.sink.cdc.SourceIdSink;
import io.github.neo4jstreams.sink.cud.CudSink;
import io.github.neo4jstreams.sink.cypher.CypherSink;
import io.github.neo4jstreams.sink.cypher.PartNames;
import io.github.neo4jstreams.sink.pattern.PatternSink;
import io.github.neo4jstreams.source.ChangeSource;
import io.github.neo4jstreams.source.CursorStore;
import io.github.neo4jstreams.source.GraphCursorStore;
import io.github.neo4jstreams.source.GroupBy;
import io.github.neo4jstreams.source.QuerySource;
import io.github.neo4jstreams.source.Source;
import io.github.neo4jstreams.source.StartFrom;
import io.github.neo4jstreams.value.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.util.PropertiesHelper;

/** From an endpoint's options to what the other rooms are built with, and what is wrong with the options on the way. */
final class StrategyOptions {

    private StrategyOptions() {}

    /** @throws IllegalArgumentException naming the option, the value and the cure */
    static void validate(Neo4jStreamsEndpoint endpoint, Strategy strategy) {
        switch (strategy) {
            case CYPHER, PATTERN, CUD, CDC_SCHEMA, CDC_SOURCE_ID -> {
                batchSize(endpoint);
                if (endpoint.getParallelism() < 1) {
                    throw new IllegalArgumentException("parallelism=" + endpoint.getParallelism()
                            + " must be 1 at least: it is the most transactions at a time of one exchange");
                }
                sink(endpoint, strategy);
                fence(endpoint);
                onInvalid(endpoint);
            }
            case QUERY -> {
                if (fence(endpoint) != null
                        && (endpoint.getAccessMode() != Neo4jStreamsEndpoint.AccessMode.WRITE
                                || endpoint.getTransactionMode() != Neo4jStreamsEndpoint.TransactionMode.MANAGED)) {
                    throw new IllegalArgumentException(
                            "exactlyOnce=true needs accessMode=write and a managed transaction:"
                                    + " the offset is kept in the transaction of the statement");
                }
                if (endpoint.getOutputType() == Neo4jStreamsEndpoint.OutputType.STREAM
                        && (endpoint.getAccessMode() != Neo4jStreamsEndpoint.AccessMode.READ
                                || endpoint.getTransactionMode() != Neo4jStreamsEndpoint.TransactionMode.MANAGED)) {
                    throw new IllegalArgumentException(
                            "outputType=stream needs accessMode=read and a managed transaction:"
                                    + " a write is only sure when its transaction has ended");
                }
            }
            case CDC -> {
                SelectionOptions selection = new SelectionOptions(endpoint);
                selection.selection();
                selection.topics();
                tombstones(endpoint);
            }
        }
        if (endpoint.getTxMetadata().containsKey(OwnWrites.METADATA)) {
            throw new IllegalArgumentException("txMetadata." + OwnWrites.METADATA + "="
                    + endpoint.getTxMetadata().get(OwnWrites.METADATA)
                    + " is the component's own, and says which sink wrote: set sinkName");
        }
        if (endpoint.getMaxMessagesPerPoll() < 1) {
            throw new IllegalArgumentException("maxMessagesPerPoll=" + endpoint.getMaxMessagesPerPoll()
                    + " must be 1 at least: what is read at once must fit into memory");
        }
        if (endpoint.getCursorName() != null && endpoint.getCursorName().isBlank()) {
            throw new IllegalArgumentException("cursorName is blank");
        }
    }

    /** @throws IllegalArgumentException naming the option, the value and the cure */
    static BatchSize batchSize(Neo4jStreamsEndpoint endpoint) {
        if (endpoint.getBatchSize() < 1) {
            throw new IllegalArgumentException("batchSize=" + endpoint.getBatchSize()
                    + " must be 1 at least: it is the most messages in one transaction");
        }
        if (!endpoint.isAdaptiveBatches()) {
            return BatchSize.fixed(endpoint.getBatchSize());
        }
        if (endpoint.getBatchBytes() < 1) {
            throw new IllegalArgumentException("batchBytes=" + endpoint.getBatchBytes()
                    + " must be 1 at least: it is how large the values in one transaction are together");
        }
        if (endpoint.getBatchTime() < 1) {
            throw new IllegalArgumentException("batchTime=" + endpoint.getBatchTime()
                    + " must be a millisecond at least: it is how long a transaction is to take");
        }
        return new BatchSize(
                AdaptiveSize.upTo(endpoint.getBatchSize(), Duration.ofMillis(endpoint.getBatchTime())),
                endpoint.getBatchBytes());
    }

    static SinkDefinition sink(Neo4jStreamsEndpoint endpoint, Strategy strategy) {
        return switch (strategy) {
            case CYPHER -> {
                require("query", endpoint.getQuery(), "neo4j-streams:cypher applies each message with it");
                yield new CypherSink(endpoint.getQuery(), partNames(endpoint));
            }
            case PATTERN ->
                new PatternSink(
                        patterns(endpoint), endpoint.isMergeNodeProperties(), endpoint.isMergeRelationshipProperties());
            case CUD -> new CudSink(endpoint.isDetachDeletes());
            case CDC_SCHEMA -> new SchemaSink();
            case CDC_SOURCE_ID ->
                new SourceIdSink(
                        name("labelName", endpoint.getLabelName()), name("propertyName", endpoint.getPropertyName()));
            case QUERY, CDC -> throw new IllegalArgumentException(strategy + " is no sink");
        };
    }

    private static List<Pattern> patterns(Neo4jStreamsEndpoint endpoint) {
        require("pattern", endpoint.getPattern(), "neo4j-streams:pattern maps each message with it");
        try {
            return Patterns.parseSinkPatterns(endpoint.getPattern());
        } catch (InvalidPatternException e) {
            throw new IllegalArgumentException("pattern: " + e.getMessage(), e);
        }
    }

    private static String name(String option, String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(option + " is empty; it is a name in the graph");
        }
        try {
            return StoredProperties.name(option, name);
        } catch (InvalidMessageException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    /** Where offsets are kept, or null without exactlyOnce. */
    static Fence fence(Neo4jStreamsEndpoint endpoint) {
        if (!endpoint.isExactlyOnce()) {
            return null;
        }
        require(
                "sinkName",
                endpoint.getSinkName(),
                "exactlyOnce=true keeps the offsets in the graph under a stable name");
        return new Fence(name("offsetLabel", endpoint.getOffsetLabel()), endpoint.getSinkName());
    }

    static OnInvalid onInvalid(Neo4jStreamsEndpoint endpoint) {
        OnInvalid given = endpoint.getOnInvalid();
        boolean deadLetter = endpoint.getDeadLetter() != null;
        if (given == OnInvalid.DEAD_LETTER) {
            require("deadLetter", endpoint.getDeadLetter(), "onInvalid=dead-letter needs an endpoint that takes them");
        } else if (given != null && deadLetter) {
            throw new IllegalArgumentException(
                    "deadLetter=" + endpoint.getDeadLetter() + " has no effect with onInvalid="
                            + given.name().toLowerCase(Locale.ROOT) + ": leave one of them out");
        }
        return given != null ? given : deadLetter ? OnInvalid.DEAD_LETTER : OnInvalid.FAIL;
    }

    static MessageReader messages(Neo4jStreamsEndpoint endpoint) {
        return new MessageReader(new MessageFormat(endpoint.getReadValueAs(), endpoint.getReadKeyAs()));
    }

    /** The statement of the strategy query as a producer, or null if it comes with the message. */
    static String queryStatement(Neo4jStreamsEndpoint endpoint) {
        if (!endpoint.isAllowQueryFromMessage()) {
            require("query", endpoint.getQuery(), "or allowQueryFromMessage=true if messages are to bring their own");
        }
        return endpoint.getQuery();
    }

    /** How to make the source once there is a graph; what is wrong with the options is said now. */
    static Function<Graph, Source> source(Neo4jStreamsEndpoint endpoint) {
        if (endpoint.getStartFrom() == StartFrom.VALUE) {
            require("startFromValue", endpoint.getStartFromValue(), "with startFrom=value");
        } else if (endpoint.getStartFromValue() != null) {
            throw new IllegalArgumentException("startFromValue needs startFrom=value");
        }
        Function<Graph, CursorStore> cursors = endpoint.getCursorRepository() == null
                ? GraphCursorStore::new
                : graph -> new StateRepositoryCursorStore(endpoint.getCursorRepository());
        if (Strategy.named(endpoint.getStrategy()) == Strategy.CDC) {
            require("cursorName", endpoint.getCursorName(), "a stable name under which the position is kept");
            ChangeSource.Settings settings = new ChangeSource.Settings(
                    endpoint.getCursorName(),
                    endpoint.getStartFrom(),
                    endpoint.getStartFromValue(),
                    endpoint.getOnCursorLost(),
                    endpoint.getGroupBy(),
                    new SelectionOptions(endpoint).selection(),
                    endpoint.getKeyFormat(),
                    endpoint.getValueFormat(),
                    endpoint.isTombstones());
            return graph -> new ChangeSource(graph, cursors.apply(graph), settings);
        }
        require("query", endpoint.getQuery(), "neo4j-streams:query polls it");
        if (endpoint.getStartFrom() == StartFrom.SNAPSHOT) {
            throw new IllegalArgumentException(
                    "startFrom=snapshot is for cdc; a query begins with what is there with startFrom=earliest");
        }
        if (endpoint.getGroupBy() == GroupBy.TRANSACTION) {
            throw new IllegalArgumentException(
                    "groupBy=transaction is for cdc; rows of a query belong to no transaction, use groupBy=poll");
        }
        if (endpoint.getStreamingProperty() == null && endpoint.getQuery().contains("$lastCheck")) {
            throw new IllegalArgumentException("The query names $lastCheck, so streamingProperty must say which of its"
                    + " columns that is the highest value of");
        }
        if (endpoint.getStreamingProperty() != null) {
            require("cursorName", endpoint.getCursorName(), "a stable name under which the position is kept");
        }
        QuerySource.Settings settings = new QuerySource.Settings(
                endpoint.getCursorName(),
                endpoint.getStartFrom(),
                startValue(endpoint.getStartFromValue()),
                endpoint.getQuery(),
                endpoint.getStreamingProperty(),
                endpoint.getKeyProperty());
        return graph -> new QuerySource(graph, cursors.apply(graph), settings);
    }

    private static void tombstones(Neo4jStreamsEndpoint endpoint) {
        if (endpoint.isTombstones() && !endpoint.getKeyFormat().identifies()) {
            throw new IllegalArgumentException("tombstones=true with keyFormat="
                    + endpoint.getKeyFormat().name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + ": there is no key by which a topic could be compacted. Set keyFormat=entity-keys or"
                    + " element-id, or leave tombstones out");
        }
    }

    /** The same for those who ask for what they want: there must be a place to go on from, or everything at once. */
    static Function<Graph, Source> sourceToPoll(Neo4jStreamsEndpoint endpoint) {
        if (Strategy.named(endpoint.getStrategy()) == Strategy.QUERY
                && endpoint.getStreamingProperty() == null
                && endpoint.getGroupBy() != GroupBy.POLL) {
            throw new IllegalArgumentException("pollEnrich of a query without streamingProperty needs groupBy=poll:"
                    + " it would hand out the same row each time. Or use the query in to:");
        }
        return source(endpoint);
    }

    /** A start value has no type but its looks; numbers and ISO 8601 are taken for what they look like. */
    private static Object startValue(String text) {
        if (text == null) {
            return null;
        }
        try {
            return Json.read(text) instanceof Number number ? number : text;
        } catch (IllegalArgumentException e) {
            // not a number
        }
        for (Function<String, Object> type :
                List.<Function<String, Object>>of(ZonedDateTime::parse, LocalDateTime::parse, LocalDate::parse)) {
            try {
                return type.apply(text);
            } catch (DateTimeParseException e) {
                // not this one
            }
        }
        return text;
    }

    /** Takes the options with this prefix out of the map; JSON scalars keep their type, all else is text. */
    static Map<String, Object> scalars(Map<String, Object> options, String prefix) {
        Map<String, Object> scalars = new LinkedHashMap<>();
        PropertiesHelper.extractProperties(options, prefix).forEach((name, value) -> scalars.put(name, scalar(value)));
        return scalars;
    }

    /** JSON scalars keep their type, all else is text. */
    static Object scalar(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            Object read = Json.read(text);
            return read instanceof Map || read instanceof List ? text : read;
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static PartNames partNames(Neo4jStreamsEndpoint endpoint) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("bindValueAs", endpoint.getBindValueAs());
        options.put("bindKeyAs", endpoint.getBindKeyAs());
        options.put("bindHeaderAs", endpoint.getBindHeaderAs());
        options.put("bindTimestampAs", endpoint.getBindTimestampAs());
        Map<String, String> taken = new LinkedHashMap<>();
        options.forEach((option, name) -> {
            if (name == null || name.isBlank()) {
                throw new IllegalArgumentException(option + " is blank; it is a name in the query");
            }
            if (name.contains("`")) {
                throw new IllegalArgumentException(option + "=" + name + " has a back-tick; write the name without");
            }
            // the value is called event in any case, and may be called so twice
            boolean clashes = name.equals("event") && !option.equals("bindValueAs");
            String other = taken.put(name, option);
            if (clashes || other != null) {
                throw new IllegalArgumentException(option + "=" + name + ": the query finds "
                        + (other == null ? "the value" : "what " + other + " names") + " under this name already");
            }
        });
        return new PartNames(
                endpoint.getBindValueAs(),
                endpoint.getBindKeyAs(),
                endpoint.getBindHeaderAs(),
                endpoint.getBindTimestampAs());
    }

    private static void require(String option, String value, String why) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The option '" + option + "' is missing: " + why);
        }
    }
}
