package io.github.neo4jstreams.examples.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * A season of a bike-sharing system: riders take bikes from one station to another, some stations are busier than others,
 * and a bike leaves from where it was left. Always the same trips.
 */
final class Trips {

    static final int RIDERS = 400;
    static final int BIKES = 150;

    private static final String[] STATIONS = {
        "Harbour", "Opera", "Central Station", "University", "Old Market", "Museum", "Stadium", "Botanical Garden",
        "City Hall", "Riverside", "West Gate", "Hospital", "Library", "Observatory", "Fish Market", "North Park"
    };
    private static final String[] NAMES = {
        "Ada",
        "Grace",
        "Alan",
        "Edsger",
        "Barbara",
        "Donald",
        "Frances",
        "Tony",
        "Radia",
        "Leslie",
        "Margaret",
        "Niklaus"
    };

    private final Random random = new Random(42);
    private final int[] bikeAt = new int[BIKES];
    private Instant clock = Instant.parse("2026-05-01T06:00:00Z");
    private int trips;

    Trips() {
        for (int bike = 0; bike < BIKES; bike++) {
            bikeAt[bike] = random.nextInt(STATIONS.length);
        }
    }

    /** One event. {@code key} is the bike, so that the trips of a bike keep their order. */
    record Trip(String key, String json) {}

    Trip next() {
        int bike = random.nextInt(BIKES);
        int from = bikeAt[bike];
        // the product of two: most trips end at the stations with low numbers
        int to = (int) (random.nextDouble() * random.nextDouble() * STATIONS.length);
        bikeAt[bike] = to;
        int rider = random.nextInt(RIDERS);
        clock = clock.plus(Duration.ofSeconds(20 + random.nextInt(80)));
        trips++;
        return new Trip(
                "B-" + bike,
                ("{\"id\":\"T-%06d\",\"rider\":{\"id\":\"R-%d\",\"name\":\"%s\"},\"bike\":\"B-%d\","
                                + "\"from\":%s,\"to\":%s,\"startedAt\":\"%s\",\"minutes\":%d}")
                        .formatted(
                                trips,
                                rider,
                                NAMES[rider % NAMES.length] + " " + (char) ('A' + rider % 26) + ".",
                                bike,
                                station(from),
                                station(to),
                                clock,
                                3 + random.nextInt(42)));
    }

    private static String station(int index) {
        return "{\"code\":\"S-%02d\",\"name\":\"%s\"}".formatted(index + 1, STATIONS[index]);
    }
}
