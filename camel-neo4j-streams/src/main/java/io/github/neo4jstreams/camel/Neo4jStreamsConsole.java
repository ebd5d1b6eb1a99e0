package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.Monitors;
import io.github.neo4jstreams.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/**
 * Dev console {@code neo4j-streams}: who leads each cluster, what each sink has written and refused, how far each source is. As JSON the
 * members {@code clusters}, {@code sinks} and {@code sources}. It holds nothing of what is in a message: what errors quote of one is left out.
 */
@DevConsole(
        name = "neo4j-streams",
        displayName = "Neo4j Streams",
        description = "Clusters with their leaders, sinks and sources of Neo4j Streams")
public class Neo4jStreamsConsole extends AbstractDevConsole {

    public Neo4jStreamsConsole() {
        super(
                "neo4j",
                "neo4j-streams",
                "Neo4j Streams",
                "Clusters with their leaders, sinks and sources of Neo4j Streams");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return new JsonObject(Monitors.of(getCamelContext()).describe());
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        List<String> lines = new ArrayList<>();
        Monitors.of(getCamelContext()).describe().forEach((kind, all) -> {
            lines.add(kind + ":");
            for (Object one : (List<?>) all) {
                lines.add("  -");
                ((Map<?, ?>) one).forEach((name, value) -> {
                    if (value != null) {
                        lines.add("    " + name + ": " + (value instanceof String ? value : Json.write(value)));
                    }
                });
            }
        });
        return String.join(System.lineSeparator(), lines);
    }
}
