package io.github.neo4jstreams.sink.cypher;

import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import io.github.neo4jstreams.value.Parameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies each message with the user's Cypher, many messages in a transaction, each seeing what its predecessors did.
 *
 * @param query the user's statement
 * @param names the names under which it finds the parts of a message
 */
public record CypherSink(String query, PartNames names) implements SinkDefinition {

    @Override
    public SinkStrategy prepare(TargetServer server) {
        List<PartNames.Binding> bindings = names.usedBy(query);
        List<CypherShape> forms = CypherShape.forms(query, bindings);
        int chosen = server.firstThatCompiles(
                forms.stream().map(form -> form.statements(List.of()).get(0)).toList());
        CypherShape shape = forms.get(chosen);
        return message -> List.of(new CypherAction(shape, row(message, bindings)));
    }

    private static Object row(Message message, List<PartNames.Binding> bindings) {
        if (bindings.size() == 1) {
            return part(message, bindings.get(0).part());
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (PartNames.Binding binding : bindings) {
            if (!row.containsKey(binding.part().field())) {
                row.put(binding.part().field(), part(message, binding.part()));
            }
        }
        return row;
    }

    private static Object part(Message message, PartNames.Part part) {
        return switch (part) {
            case VALUE -> message.valueAsParameter();
            case KEY -> Parameters.of(message.key());
            case HEADERS -> Parameters.map(message.headers());
            case TIMESTAMP -> utc(message.timestamp());
        };
    }

    private static Object utc(Instant timestamp) {
        return timestamp == null ? null : timestamp.atZone(ZoneOffset.UTC);
    }
}
