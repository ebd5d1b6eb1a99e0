package io.github.neo4jstreams.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A case of a sink.
 *
 * @param endpoints          by their topics
 * @param batches            how the case groups its messages; one batch of all unless it says otherwise
 * @param graph              statements that make the expected graph
 * @param rejects            indexes of the messages that must be refused
 * @param reason             what each refusal must mention, or null
 * @param configurationError what the refusal of an endpoint must mention, or null if none is to be refused
 */
record SinkCase(
        String id,
        List<String> given,
        Map<String, EndpointOptions> endpoints,
        List<SinkMessage> messages,
        List<Integer> batches,
        List<String> graph,
        List<Integer> rejects,
        String reason,
        String configurationError) {

    static SinkCase of(Vectors.Vector vector) {
        Fields fields = vector.fields();
        List<String> given = Statements.of(fields.textOrNothing("given"));
        Map<String, EndpointOptions> endpoints = new LinkedHashMap<>();
        fields.map("endpoints").maps().forEach((topic, endpoint) -> endpoints.put(topic, EndpointOptions.of(endpoint)));
        List<SinkMessage> messages = messages(vector.id(), fields.list("messages"));
        List<Integer> batches = fields.has("batches") ? fields.numbers("batches") : List.of(messages.size());
        Fields expect = fields.map("expect");
        fields.end();
        SinkCase answer = new SinkCase(
                vector.id(),
                given,
                endpoints,
                messages,
                batches,
                Statements.of(expect.textOrNothing("graph")),
                expect.has("rejects") ? expect.numbers("rejects") : List.of(),
                expect.text("reason"),
                expect.text("configurationError"));
        expect.end();
        answer.validate();
        return answer;
    }

    private static List<SinkMessage> messages(String id, List<?> written) {
        List<SinkMessage> messages = new ArrayList<>();
        Map<List<Object>, Long> offsets = new HashMap<>();
        for (Object message : written) {
            Fields fields = new Fields(id + ".messages[" + messages.size() + "]", message);
            messages.add(SinkMessage.of(messages.size(), fields, offsets));
        }
        return messages;
    }

    private void validate() {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException(id + " has no endpoint");
        }
        if (configurationError != null) {
            if (!messages.isEmpty() || !graph.isEmpty() || !rejects.isEmpty() || reason != null) {
                throw new IllegalArgumentException(
                        id + " expects a configurationError: there can be neither messages nor an outcome of them");
            }
            return;
        }
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(id + " has no messages");
        }
        for (SinkMessage message : messages) {
            if (!endpoints.containsKey(message.topic())) {
                throw new IllegalArgumentException(id + " has no endpoint for the topic " + message.topic());
            }
        }
        if (batches.stream().anyMatch(size -> size < 1)
                || batches.stream().mapToInt(Integer::intValue).sum() != messages.size()) {
            throw new IllegalArgumentException(
                    id + " has " + messages.size() + " messages, which is not the sum of batches: " + batches);
        }
        if (new TreeSet<>(rejects).size() != rejects.size()
                || rejects.stream().anyMatch(index -> index < 0 || index >= messages.size())) {
            throw new IllegalArgumentException(id + " rejects messages twice, or that are not there: " + rejects);
        }
        if (reason != null && rejects.isEmpty()) {
            throw new IllegalArgumentException(id + " has a reason but rejects nothing");
        }
    }

    /** The ways to send the messages that differ, by name: as one batch, as the case says, two by two and one by one. */
    Map<String, List<List<SinkMessage>>> groupings() {
        Map<List<List<SinkMessage>>, String> names = new LinkedHashMap<>();
        names.putIfAbsent(cut(batches), batches.size() == 1 ? "batch of all" : "batches of " + batches);
        names.putIfAbsent(cut(List.of(messages.size())), "batch of all");
        names.putIfAbsent(cut(even(2)), "batches of 2");
        names.putIfAbsent(cut(even(1)), "batches of 1");
        Map<String, List<List<SinkMessage>>> groupings = new LinkedHashMap<>();
        names.forEach((grouping, name) -> groupings.put(name, grouping));
        return groupings;
    }

    private List<Integer> even(int size) {
        List<Integer> sizes = new ArrayList<>();
        for (int left = messages.size(); left > 0; left -= size) {
            sizes.add(Math.min(size, left));
        }
        return sizes;
    }

    /**
     * Batches of one topic, in which order stays order, and no larger than a transaction of the endpoint: the runner takes
     * a batch that failed apart, and nothing of it may have been written.
     */
    private List<List<SinkMessage>> cut(List<Integer> sizes) {
        List<List<SinkMessage>> batches = new ArrayList<>();
        int at = 0;
        for (int size : sizes) {
            List<SinkMessage> batch = new ArrayList<>();
            for (SinkMessage message : messages.subList(at, at + size)) {
                int most = Integer.parseInt(endpoints.get(message.topic()).get("batchSize", "1000"));
                if (!batch.isEmpty()
                        && (batch.size() >= most || !batch.get(0).topic().equals(message.topic()))) {
                    batches.add(batch);
                    batch = new ArrayList<>();
                }
                batch.add(message);
            }
            batches.add(batch);
            at += size;
        }
        return batches;
    }
}
