package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** From a topic into the graph, with dead letters: puts the parts together, and runs them once. */
final class SinkCampaign {

    private static final String TOPIC = "campaign";
    private static final String GROUP = "campaign";
    private static final String DEAD_LETTERS = "campaign-dead-letters";

    /** Cheap: the server keeps count of a label's nodes. */
    private static final String WRITTEN = "MATCH (e:Event) RETURN count(e) AS n";

    private final CampaignOptions options;
    private final Path output;

    /** @param output where the routes leave their logs */
    SinkCampaign(CampaignOptions options, Path output) {
        this.options = options;
        this.output = output;
    }

    private boolean deadLetters() {
        return options.poisonEvery() > 0;
    }

    Outcome run() throws Exception {
        try (KafkaServer kafka = KafkaServer.builder().start();
                Database database = Database.start(options.database());
                SinkRoutes routes = new SinkRoutes(properties(kafka, database), output, kafka.admin(), GROUP);
                SinkFeed feed =
                        new SinkFeed(kafka.bootstrapServers(), TOPIC, new SinkWorkload(options.sinkWorkload()));
                SinkProgress progress = new SinkProgress(database.counts(WRITTEN), kafka.admin(), GROUP, TOPIC)) {
            constrain(database);
            kafka.createTopic(TOPIC, CampaignOptions.PARTITIONS);
            if (deadLetters()) {
                kafka.createTopic(DEAD_LETTERS, 1);
            }
            Faults faults = new Faults()
                    .ofDatabase(database)
                    .ofWire(database.wire())
                    .ofBroker(kafka)
                    .ofRoutes(routes);
            return new CampaignRun(options, feed, progress, routes, faults).run(stuck -> check(kafka, database, stuck));
        }
    }

    private static void constrain(Database database) {
        database.execute(database.uniqueness("Key", "id"));
        database.execute(database.uniqueness("Claim", "id"));
        database.execute("CREATE (:Claim {id: '" + Poison.TAKEN + "'})");
    }

    private Verdict check(KafkaServer kafka, Database database, String stuck) {
        database.heal();
        return new SinkChecker(kafka.bootstrapServers(), kafka.admin(), database.driver())
                .check(
                        new SinkChecker.Subject(
                                TOPIC, GROUP, deadLetters() ? DEAD_LETTERS : null, options.exactlyOnce()),
                        stuck);
    }

    /** What the route of {@code campaign/sink.yaml} needs to know. */
    private Map<String, String> properties(KafkaServer kafka, Database database) {
        Map<String, String> properties = new TreeMap<>(RouteProcesses.connections(kafka, database));
        properties.put("camel.main.routes-include-pattern", "classpath:campaign/sink.yaml");
        properties.put("campaign.topic", TOPIC);
        properties.put("campaign.group", GROUP);
        properties.put("campaign.options", sinkOptions());
        if (options.exactlyOnce()) {
            properties.put("campaign.offsets", "#campaign-offsets");
        }
        return properties;
    }

    /** Those that are left out are left to their defaults. */
    private String sinkOptions() {
        return (options.exactlyOnce() ? "&exactlyOnce=true&sinkName=" + GROUP : "")
                + (deadLetters() ? "&deadLetter=kafka:" + DEAD_LETTERS : "");
    }
}
