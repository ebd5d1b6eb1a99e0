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

    /**
     * What a graph with all of them says of itself.
     *
     * @param count      how many there are
     * @param age        all ages together
     * @param score      all scores together
     * @param properties of all of them
     */
    record Sums(long count, long age, double score, long properties) {

        static Sums of(int people) {
            long age = 0;
            double score = 0;
            long properties = 0;
            for (int id = 0; id < people; id++) {
                Map<String, Object> person = person(id);
                age += (int) person.get("age");
                score += (double) person.get("score");
                properties += person.size();
            }
            return new Sums(people, age, score, properties);
        }
    }

    /** @param id from 0 */
    static Map<String, Object> person(int id) {
        Random random = new Random(id);
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("id", id);
        person.put("name", "Name %s Surname %s".formatted(hex(random), hex(random)));
        person.put("email", hex(random) + "@example.org");
        person.put("city", CITIES[random.nextInt(CITIES.length)]);
        person.put("age", id % 90);
        // binary fractions: their sum is the same in whatever order
        person.put("score", random.nextInt(8_000) / 8.0);
        person.put("active", random.nextBoolean());
        person.put("note", hex(random) + hex(random) + hex(random) + hex(random));
        return person;
    }

    private static String hex(Random random) {
        return Integer.toHexString(random.nextInt());
    }

    static byte[] json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
