package io.github.neo4jstreams.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What all workloads are about: people, companies, cars and stations. Of each label, the first quarter may be deleted, so
 * that the others can be counted on where a message needs a node to be there, in whatever order the messages are written.
 */
final class Domain {

    /**
     * @param label of a node
     * @param key   its key property
     * @param text  whether the key's values are texts
     */
    record Kind(String label, String key, boolean text) {

        Object keyOf(int number) {
            return text ? label.charAt(0) + "-" + number : (Object) (long) number;
        }

        Map<String, Object> keys(int number) {
            return Map.of(key, keyOf(number));
        }
    }

    /** A type of relationships. */
    record Type(String name, Kind from, Kind to) {}

    /** A relationship that is there from the beginning. */
    record Link(int number, int from, int to) {}

    static final Kind PERSON = new Kind("Person", "id", false);
    static final Kind COMPANY = new Kind("Company", "id", false);
    static final Kind STATION = new Kind("Station", "code", true);
    static final Kind CAR = new Kind("Car", "plate", true);
    static final List<Kind> KINDS = List.of(PERSON, COMPANY, STATION, CAR);

    static final Type KNOWS = new Type("KNOWS", PERSON, PERSON);
    static final Type WORKS_AT = new Type("WORKS_AT", PERSON, COMPANY);
    static final Type DRIVES = new Type("DRIVES", PERSON, CAR);
    static final Type PARKS_AT = new Type("PARKS_AT", CAR, STATION);
    static final List<Type> TYPES = List.of(KNOWS, WORKS_AT, DRIVES, PARKS_AT);

    private final Random random;
    private final int ofEachKind;

    /** @param entities of all kinds together */
    Domain(int entities, long seed) {
        this.random = new Random(seed);
        this.ofEachKind = Math.max(4, entities / KINDS.size());
    }

    int ofEachKind() {
        return ofEachKind;
    }

    private int leaving() {
        return ofEachKind / 4;
    }

    int any() {
        return random.nextInt(ofEachKind);
    }

    /** A node that some message may delete. */
    int leaver() {
        return random.nextInt(leaving());
    }

    /** A node that is there all the time. */
    int stayer() {
        return leaving() + random.nextInt(ofEachKind - leaving());
    }

    boolean isStayer(int node) {
        return node >= leaving();
    }

    boolean flip() {
        return random.nextBoolean();
    }

    <T> T oneOf(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    /** As many of a type as there are nodes of a kind; the same in every call with the same type. */
    List<Link> links(Type type) {
        Random own = new Random(type.name().hashCode());
        return IntStream.range(0, ofEachKind)
                .mapToObj(number -> new Link(number, own.nextInt(ofEachKind), own.nextInt(ofEachKind)))
                .toList();
    }

    /** Both nodes of it are there all the time. */
    boolean stays(Link link) {
        return isStayer(link.from()) && isStayer(link.to());
    }

    Map<String, Object> properties() {
        return Map.of(
                "name",
                "name " + random.nextInt(1000),
                "age",
                (long) random.nextInt(100),
                "score",
                random.nextInt(1000) / 8.0,
                "active",
                random.nextBoolean());
    }

    Map<String, Object> linkProperties() {
        return Map.of("since", 1990L + random.nextInt(36), "weight", random.nextInt(100) / 4.0);
    }
}
