package io.github.neo4jstreams.examples.quickstart;

import static io.github.neo4jstreams.examples.quickstart.Quickstart.say;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.neo4j.driver.exceptions.Neo4jException;

/** Counts what went in, what is in the graph and what came out; looks only at the servers, never at the routes. */
final class Account {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NODES = List.of("Trip", "Rider", "Bike", "Station");
    private static final List<String> RELATIONSHIPS = List.of("TOOK", "ON", "FROM", "TO");

    private final Neo4jServer neo4j;
    private final KafkaServer kafka;

    Account(Neo4jServer neo4j, KafkaServer kafka) {
        this.neo4j = neo4j;
        this.kafka = kafka;
    }

    void printProgress(Instant start, int sent) {
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        String trips;
        try {
            trips = "%,d trips in the graph".formatted(count("MATCH (n:Trip) RETURN count(n) AS n"));
        } catch (Neo4jException e) {
            trips = "Neo4j is away";
        }
        say(
                "  %2d s   %,6d events in   %s   %,d changes out",
                seconds, sent, trips, kafka.records(Quickstart.CHANGES).size());
    }

    /** Until every trip is in the graph and every node's creation is in the topic, or it has taken too long. */
    void awaitEverything(int events, Duration atMost) throws InterruptedException {
        Instant deadline = Instant.now().plus(atMost);
        while (Instant.now().isBefore(deadline)) {
            try {
                if (count("MATCH (n:Trip) RETURN count(n) AS n") >= events
                        && Changes.read(kafka).created.size() >= nodes()) {
                    return;
                }
            } catch (Neo4jException e) {
                // killed just now; its supervisor starts it again
                neo4j.awaitReady(atMost);
            }
            Thread.sleep(250);
        }
    }

    /** @return whether all is right */
    boolean print(int events) {
        Changes changes = Changes.read(kafka);
        say("");
        say("  Events in              %,7d", kafka.records(Quickstart.TRIPS).size());
        say("  Written to the leader  %s, process %d", neo4j.uri(), neo4j.pid());
        for (String label : NODES) {
            say("    %-20s %,7d nodes", label, count("MATCH (n:" + label + ") RETURN count(n) AS n"));
        }
        boolean right = true;
        for (String type : RELATIONSHIPS) {
            long found = count("MATCH ()-[r:" + type + "]->() RETURN count(r) AS n");
            say("    %-20s %,7d relationships%s", type, found, found == events ? "" : "   EXPECTED " + events);
            right &= found == events;
        }
        long trips = count("MATCH (n:Trip) RETURN count(n) AS n");
        right &= trips == events;
        right &= changes.created.size() == nodes();
        say("  Changes out            %,7d, of which %,d repeated after a restart", changes.records, changes.repeated);
        say("    created              %,7d of %,d nodes", changes.created.size(), nodes());
        changes.samples.forEach(sample -> say("    %s", sample));
        say("");
        say(right ? "  Everything that went in came through." : "  SOMETHING IS MISSING.");
        say("");
        return right;
    }

    private long nodes() {
        return count("MATCH (n) WHERE "
                + String.join(" OR ", NODES.stream().map(label -> "n:" + label).toList()) + " RETURN count(n) AS n");
    }

    private long count(String query) {
        return (Long) neo4j.execute(query, Map.of()).get(0).get("n");
    }

    /** The topic of changes, as somebody who knows only Kafka sees it. */
    private static final class Changes {
        private final Set<String> created = new HashSet<>();
        private final List<String> samples;
        private final long records;
        private long repeated;

        private Changes(List<ConsumerRecord<String, String>> topic) {
            Set<String> seen = new HashSet<>();
            for (ConsumerRecord<String, String> record : topic) {
                JsonNode change = parse(record.value());
                if (!seen.add(change.get("txId") + "/" + change.get("seq"))) {
                    repeated++;
                }
                if (change.at("/event/operation").asText().equals("CREATE")) {
                    created.add(change.at("/event/elementId").asText());
                }
            }
            records = topic.size();
            samples = topic.stream()
                    .skip(Math.max(0, topic.size() - 3))
                    .map(record -> record.key() + "  "
                            + parse(record.value()).at("/event/operation").asText() + "  "
                            + parse(record.value()).at("/event/state/after/properties"))
                    .toList();
        }

        static Changes read(KafkaServer kafka) {
            return new Changes(kafka.records(Quickstart.CHANGES));
        }

        private static JsonNode parse(String json) {
            try {
                return JSON.readTree(json);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
