package io.github.neo4jstreams.migrate.translate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A route to be written. Values of options are texts, numbers or booleans.
 *
 * <p>Not thread-safe.
 */
public final class Route {

    /** Which way it goes. */
    public enum Direction {
        TO_GRAPH,
        FROM_GRAPH
    }

    private final Direction direction;
    private final String id;
    private final String strategy;
    private final List<String> topics;
    private final Origin origin;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final Map<String, Object> kafka = new LinkedHashMap<>();
    private final List<String> comments = new ArrayList<>();
    private String group;
    private String database;
    private boolean started = true;
    private boolean offsetsInGraph;
    private boolean publisher;

    Route(Direction direction, String id, String strategy, List<String> topics, Origin origin) {
        this.direction = direction;
        this.id = id;
        this.strategy = strategy;
        this.topics = List.copyOf(topics);
        this.origin = origin;
    }

    /** Sets an option of neo4j-streams. */
    Route option(String name, Object value) {
        options.put(name, value);
        return this;
    }

    /** Sets an option of kafka. */
    Route kafka(String name, Object value) {
        kafka.put(name, value);
        return this;
    }

    /** Adds a line that stands above it. */
    Route comment(String line) {
        comments.add(line);
        return this;
    }

    Route group(String name) {
        group = name;
        return this;
    }

    Route database(String name) {
        database = name;
        return this;
    }

    /** It is written, and waits for somebody to start it. */
    Route notStarted(String why) {
        if (started) {
            comments.add("Not started: " + why);
        }
        started = false;
        return this;
    }

    void keepOffsetsInGraph() {
        offsetsInGraph = true;
    }

    /** It has a connection of its own, which a bean that asks the graph for offsets doesn't have. */
    void elsewhere() {
        offsetsInGraph = false;
    }

    void publishTransactionally() {
        publisher = true;
    }

    public Direction direction() {
        return direction;
    }

    public String id() {
        return id;
    }

    public String strategy() {
        return strategy;
    }

    public List<String> topics() {
        return topics;
    }

    /** Whose work it goes on with. */
    public Origin origin() {
        return origin;
    }

    public Map<String, Object> options() {
        return options;
    }

    public Map<String, Object> kafka() {
        return kafka;
    }

    public List<String> comments() {
        return comments;
    }

    /** The consumer group, null for a source. */
    public String group() {
        return group;
    }

    /** The database, null for the default. */
    public String database() {
        return database;
    }

    public boolean started() {
        return started;
    }

    /** Whether Kafka's consumer asks the graph where to go on. */
    public boolean offsetsInGraph() {
        return offsetsInGraph;
    }

    /** Whether events and cursor are sent in one transaction. */
    public boolean publisher() {
        return publisher;
    }
}
