package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.pattern.PatternSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Messages that are a person, a car and that the one drives the other; some are tombstones, which delete all three. */
final class PatternWorkload implements Workload {

    private static final String PATTERN =
            "(:Person{!id, name, age}); (:Car{!plate, colour});" + " (:Person{!id})-[:DRIVES{since}]->(:Car{!plate})";
    private static final int ENTITIES = 16_000;
    private static final int TOMBSTONE_EVERY = 20;

    private final int count;

    PatternWorkload(int count) {
        this.count = count;
    }

    @Override
    public String name() {
        return "pattern";
    }

    @Override
    public String endpoint() {
        return "neo4j-streams:pattern?pattern=RAW(" + PATTERN + ")";
    }

    @Override
    public SinkDefinition strategy() {
        return new PatternSink(Patterns.parseSinkPatterns(PATTERN), true, true);
    }

    @Override
    public List<Unwind> seed() {
        Domain domain = new Domain(ENTITIES, 1);
        Unwind people = new Unwind("CREATE (n:Person {id: row.n}) SET n += row.p");
        Unwind cars = new Unwind("CREATE (n:Car {plate: row.n}) SET n += row.p");
        // every other one is new to the batch
        for (int i = 0; i < domain.ofEachKind(); i += 2) {
            people.rows().add(Map.of("n", Domain.PERSON.keyOf(i), "p", domain.properties()));
            cars.rows().add(Map.of("n", Domain.CAR.keyOf(i), "p", domain.properties()));
        }
        return List.of(people, cars);
    }

    @Override
    public List<Record> records() {
        Domain domain = new Domain(ENTITIES, 2);
        return IntStream.range(0, count)
                .mapToObj(i -> i % TOMBSTONE_EVERY == 0 ? tombstone(domain) : message(domain))
                .toList();
    }

    private static Record tombstone(Domain domain) {
        return Record.json(keys(domain), null);
    }

    private static Record message(Domain domain) {
        Map<String, Object> keys = keys(domain);
        Map<String, Object> message = new LinkedHashMap<>(keys);
        Map<String, Object> properties = domain.properties();
        message.put("name", properties.get("name"));
        message.put("age", properties.get("age"));
        message.put("colour", domain.oneOf(List.of("red", "green", "blue")));
        message.put("since", domain.linkProperties().get("since"));
        return Record.json(keys, message);
    }

    private static Map<String, Object> keys(Domain domain) {
        Map<String, Object> keys = new LinkedHashMap<>(Domain.PERSON.keys(domain.any()));
        keys.putAll(Domain.CAR.keys(domain.any()));
        return keys;
    }

    @Override
    public List<Unwind> byHand(List<Record> records) {
        // one statement for the whole message looks up each node once
        Unwind messages = new Unwind("""
                MERGE (p:Person {id: row.id}) SET p.name = row.name, p.age = row.age
                MERGE (c:Car {plate: row.plate}) SET c.colour = row.colour
                MERGE (p)-[r:DRIVES]->(c) SET r.since = row.since""");
        Unwind people = new Unwind("MATCH (p:Person {id: row.id}) DETACH DELETE p");
        Unwind cars = new Unwind("MATCH (c:Car {plate: row.plate}) DETACH DELETE c");
        for (Record record : records) {
            Map<String, Object> value = record.valueMap();
            if (value == null) {
                Map<String, Object> key = record.keyMap();
                people.rows().add(key);
                cars.rows().add(key);
            } else {
                messages.rows().add(value);
            }
        }
        return List.of(messages, people, cars);
    }
}
