package io.github.neo4jstreams.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The people whom the records are about: each has another id, and some 200 bytes of JSON. The same in every run. */
final class People {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] CITIES = {"Turin", "Bergen", "Porto", "Ghent", "Lviv", "Tartu", "Graz", "Cork"};

    private People() {}

    /** @param id from 0 */
    static Map<String, Object> person(int id) {
        Random random = new Random(id);
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("id", id);
        person.put("name", "Name %08x Surname %08x".formatted(random.nextInt(), random.nextInt()));
        person.put("email", "%08x@example.org".formatted(random.nextInt()));
        person.put("city", CITIES[random.nextInt(CITIES.length)]);
        person.put("age", age(id));
        // binary fractions: their sum is the same in whatever order
        person.put("score", random.nextInt(8_000) / 8.0);
        person.put("active", random.nextBoolean());
        person.put("note", Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
        return person;
    }

    private static int age(int id) {
        return id % 90;
    }

    static byte[] json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
