package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.event.ValueFormat;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Rows;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a source does to a change after the server has sent it: an update of a node with eight properties. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SourceParts {

    @Param({"CHANGE_EVENT", "STREAMS", "CLOUDEVENTS"})
    public ValueFormat format;

    private Value row;
    private ChangeEvent change;
    private JsonObject event;

    @Setup
    @SuppressWarnings("unchecked")
    public void prepare() {
        row = Values.value(serverRow());
        change = ChangeEvent.ofRow((Map<String, Object>) Rows.of(row));
        event = format.format(change);
    }

    private static Map<String, Object> serverRow() {
        ZonedDateTime time = ZonedDateTime.parse("2026-01-31T10:15:30.123Z");
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("elementId", "4:f1a0c1d2-0b5b-4a0e-9d53-0d1c2b3a4958:17");
        event.put("eventType", "n");
        event.put("operation", "u");
        event.put("labels", List.of("Person"));
        event.put("keys", Map.of("Person", List.of(Map.of("id", 17L))));
        event.put("state", Map.of("before", state(41L), "after", state(42L)));
        return Map.of(
                "id",
                "A3V16ZaLlUmnipHLFkWrlA0AAAAAAAAABQAAAAAAAAAA",
                "txId",
                17L,
                "seq",
                0L,
                "metadata",
                Map.of(
                        "executingUser", "neo4j",
                        "authenticatedUser", "neo4j",
                        "connectionType", "bolt",
                        "captureMode", "FULL",
                        "serverId", "f1a0c1d2",
                        "txStartTime", time,
                        "txCommitTime", time,
                        "txMetadata", Map.of("app", "benchmark")),
                "event",
                event);
    }

    private static Map<String, Object> state(long age) {
        return Map.of(
                "labels", List.of("Person"),
                "properties",
                        Map.of(
                                "id",
                                17L,
                                "name",
                                "Person number 17",
                                "email",
                                "person.17@example.com",
                                "city",
                                "Malm\u00f6",
                                "age",
                                age,
                                "score",
                                0.5,
                                "active",
                                true,
                                "note",
                                "a text that is a little longer than the others"));
    }

    /** The driver's values into Java's. */
    @Benchmark
    public Object row() {
        return Rows.of(row);
    }

    /** Java values into the wire format. */
    @Benchmark
    public JsonObject event() {
        return format.format(change);
    }

    /** The key of the message. */
    @Benchmark
    public JsonObject key() {
        return KeyFormat.ENTITY_KEYS.format(change, event);
    }

    /** The wire format into JSON text. */
    @Benchmark
    public String json() {
        return event.toString();
    }
}
