package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.KafkaServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** From a topic into the graph, with dead letters: puts the parts together, and runs them once. */
final class SinkCampaign {

    private static final String TOPIC = "campaign";
    private static final String GROUP = "campaign";
    private static final String DEAD_LETTERS = "campaign-dead-letters";
    private static final long SAY_MILLIS = 5_000;

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
                SinkRoutes routes = new SinkRoutes(properties(kafka, database), output, kafka.admin(), GROUP)) {
            Faults faults = new Faults()
                    .ofDatabase(database)
                    .ofWire(database.wire())
                    .ofBroker(kafka)
                    .ofRoutes(routes);
            Schedule schedule =
                    Schedule.of(options.seed(), faults.kinds(options.kinds()), options.faults(), options.records());
            kafka.createTopic(TOPIC, CampaignOptions.PARTITIONS);
            if (deadLetters()) {
                kafka.createTopic(DEAD_LETTERS, 1);
            }
            return run(kafka, database, routes, faults, schedule);
        }
    }

    private Outcome run(KafkaServer kafka, Database database, SinkRoutes routes, Faults faults, Schedule schedule)
            throws Exception {
        try (WorkloadProducer producer =
                        new WorkloadProducer(kafka.bootstrapServers(), TOPIC, new Workload(options.workload()));
                Progress progress = new Progress(database.counts(), kafka.admin(), GROUP, TOPIC);
                Pauses pauses = new Pauses(progress, producer)) {
            FaultRunner runner =
                    new FaultRunner(faults.all(), schedule, options.records(), producer, progress, pauses, routes);
            String stuck = null;
            routes.use(routes.start());
            producer.start();
            pauses.start();
            Thread talk = talk(pauses, producer, progress);
            try {
                runner.run();
            } catch (TimeoutException e) {
                // what is missing will be found, and that is the point
                stuck = e.getMessage();
            } finally {
                talk.interrupt();
            }
            Timeline timeline = pauses.timeline();
            System.out.println("checking …");
            routes.current().stop();
            database.heal();
            Verdict verdict = new Checker(kafka.bootstrapServers(), kafka.admin(), database.driver())
                    .check(
                            new Checker.Subject(
                                    TOPIC, GROUP, deadLetters() ? DEAD_LETTERS : null, options.exactlyOnce()),
                            stuck);
            return new Outcome(options, verdict, timeline, runner.injections());
        }
    }

    /** What the route of {@code campaign/sink.yaml} needs to know. */
    private Map<String, String> properties(KafkaServer kafka, Database database) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("camel.component.kafka.brokers", kafka.bootstrapServers());
        properties.put("camel.component.neo4j-streams.server-uri", database.uri());
        if (!database.password().isEmpty()) {
            properties.put("camel.component.neo4j-streams.username", database.username());
            properties.put("camel.component.neo4j-streams.password", database.password());
        }
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

    private Thread talk(Pauses pauses, WorkloadProducer producer, Progress progress) {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        try {
                            Thread.sleep(SAY_MILLIS);
                        } catch (InterruptedException e) {
                            return;
                        }
                        System.out.println("%8s  %,d of %,d records committed, %,d sent, %,d events in the graph"
                                .formatted(
                                        TextReport.time(pauses.now()),
                                        progress.committed(),
                                        options.records(),
                                        producer.acknowledged(),
                                        progress.written()));
                    }
                },
                "talk");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
