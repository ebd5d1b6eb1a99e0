package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** From the graph into a topic, by two replicas: puts the parts together, and runs them once. */
final class SourceCampaign {

    private static final String TOPIC = "campaign";
    private static final String CURSORS = "campaign-cursors";

    private final CampaignOptions options;
    private final Path output;

    /** @param output where the replicas leave their logs */
    SourceCampaign(CampaignOptions options, Path output) {
        this.options = options;
        this.output = output;
    }

    Outcome run() throws Exception {
        try (KafkaServer kafka = KafkaServer.builder().start();
                Database database = Database.withChanges();
                Replicas replicas = new Replicas(properties(kafka, database), output, closingTopic());
                SourceFeed feed = new SourceFeed(database.driver(), new SourceWorkload(options.sourceWorkload()))) {
            SourceFeed.prepare(database);
            kafka.createTopic(TOPIC, CampaignOptions.PARTITIONS);
            try (SourceProgress progress =
                    new SourceProgress(kafka.bootstrapServers(), TOPIC, CampaignOptions.PARTITIONS)) {
                Faults faults = new SourceFaults(replicas, feed, progress, kafka, new SourceLog(database.driver()))
                        .addTo(new Faults()
                                .ofDatabase(database)
                                .ofWire(database.wire())
                                .ofBroker(kafka));
                return new CampaignRun(options, feed, progress, replicas, faults)
                        .run(stuck -> check(kafka, database, stuck));
            }
        }
    }

    private static Verdict check(KafkaServer kafka, Database database, String stuck) {
        database.heal();
        return new SourceChecker(kafka.bootstrapServers(), database.driver()).check(TOPIC, stuck);
    }

    /** A commit ends with its cursor, or, if there is none in Kafka, with the change itself. */
    private String closingTopic() {
        return options.exactlyOnce() ? CURSORS : TOPIC;
    }

    private Map<String, String> properties(KafkaServer kafka, Database database) {
        Map<String, String> properties = new HashMap<>(RouteProcesses.connections(kafka, database));
        properties.put(
                "camel.main.routes-include-pattern",
                "classpath:campaign/" + (options.exactlyOnce() ? "source.yaml" : "source-at-least-once.yaml"));
        properties.put("campaign.topic", TOPIC);
        properties.put("campaign.cursors", CURSORS);
        return properties;
    }
}
