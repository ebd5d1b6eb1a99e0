package io.github.neo4jstreams.vector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case of a source.
 *
 * @param transactions       each committed as one, in order
 * @param events             what must arrive, in order: of each the fields key, value and headers, as far as they count
 * @param configurationError what the refusal of the endpoint must mention, or null if it is not to be refused
 */
record SourceCase(
        String id,
        List<String> given,
        EndpointOptions source,
        List<List<String>> transactions,
        List<Map<String, Object>> events,
        String configurationError) {

    static SourceCase of(Vectors.Vector vector) {
        Fields fields = vector.fields();
        List<String> given = Statements.of(fields.textOrNothing("given"));
        EndpointOptions source = EndpointOptions.of(fields.map("source"));
        List<List<String>> transactions = new ArrayList<>();
        if (fields.has("transactions")) {
            for (Object transaction : fields.list("transactions")) {
                if (!(transaction instanceof String text) || Statements.of(text).isEmpty()) {
                    throw new IllegalArgumentException(
                            vector.id() + " has a transaction that is no Cypher: " + transaction);
                }
                transactions.add(Statements.of(text));
            }
        }
        Fields expect = fields.map("expect");
        fields.end();
        String configurationError = expect.text("configurationError");
        List<Map<String, Object>> events = configurationError == null ? events(vector.id(), expect) : List.of();
        expect.end();
        if (configurationError != null && !transactions.isEmpty()) {
            throw new IllegalArgumentException(
                    vector.id() + " expects a configurationError: there can be no transactions");
        }
        return new SourceCase(vector.id(), given, source, transactions, events, configurationError);
    }

    private static List<Map<String, Object>> events(String id, Fields expect) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (Object event : expect.list("events")) {
            Fields fields = new Fields(id + ".expect.events[" + events.size() + "]", event);
            Map<String, Object> named = new LinkedHashMap<>();
            for (String part : List.of("key", "value", "headers")) {
                if (fields.has(part)) {
                    named.put(part, fields.any(part));
                }
            }
            fields.end();
            events.add(named);
        }
        return events;
    }
}
