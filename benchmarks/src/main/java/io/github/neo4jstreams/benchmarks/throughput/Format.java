package io.github.neo4jstreams.benchmarks.throughput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a person is written down in a topic. Applied to an empty graph, all of them make the same. */
enum Format {
    /** The properties. */
    PROPERTIES(person -> person),
    /** The command to merge a node. */
    CUD(Format::command),
    /** That a node was created, as a change event. */
    CHANGE_EVENT(Format::change);

    private final UnaryOperator<Map<String, Object>> shape;

    Format(UnaryOperator<Map<String, Object>> shape) {
        this.shape = shape;
    }

    String topic() {
        return "people-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of a record. */
    byte[] value(Map<String, Object> person) {
        return People.json(shape.apply(person));
    }

    private static Map<String, Object> command(Map<String, Object> person) {
        Map<String, Object> properties = new LinkedHashMap<>(person);
        Object id = properties.remove("id");
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("type", "node");
        command.put("op", "merge");
        command.put("labels", List.of("Person"));
        command.put("ids", Map.of("id", id));
        command.put("properties", properties);
        return command;
    }

    private static Map<String, Object> change(Map<String, Object> person) {
        int id = (int) person.get("id");
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("before", null);
        state.put("after", Map.of("labels", List.of("Person"), "properties", person));
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("elementId", "4:f1a0c1d2-0b5b-4a0e-9d53-0d1c2b3a4958:" + id);
        node.put("eventType", "NODE");
        node.put("operation", "CREATE");
        node.put("labels", List.of("Person"));
        node.put("keys", Map.of("Person", List.of(Map.of("id", id))));
        node.put("state", state);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("executingUser", "neo4j");
        metadata.put("authenticatedUser", "neo4j");
        metadata.put("connectionType", "bolt");
        metadata.put("connectionClient", "127.0.0.1:51320");
        metadata.put("connectionServer", "127.0.0.1:7687");
        metadata.put("captureMode", "FULL");
        metadata.put("serverId", "f1a0c1d2");
        metadata.put("databaseName", "neo4j");
        metadata.put("txStartTime", "2026-01-31T10:15:30.123Z");
        metadata.put("txCommitTime", "2026-01-31T10:15:30.223Z");
        metadata.put("txMetadata", Map.of());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "A3V16ZaLlUmnipHLFkWrlA0AAAAAAAAABQAAAAAAAAAA" + id);
        // ten changes in each transaction
        event.put("txId", id / 10);
        event.put("seq", id % 10);
        event.put("metadata", metadata);
        event.put("event", node);
        return event;
    }
}
