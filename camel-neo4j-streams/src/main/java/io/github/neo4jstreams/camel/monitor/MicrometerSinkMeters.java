package io.github.neo4jstreams.camel.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** Tells Micrometer; the class is loaded only where that is. */
final class MicrometerSinkMeters implements SinkMeters {

    private static final String RECORDS = "neo4j.streams.sink.records";
    private static final String RECORDS_ARE = "Records, by what became of them";

    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer transactions;
    private final DistributionSummary sizes;
    private final Counter applied;
    private final Counter skipped;
    private final Counter moves;
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    private final Map<String, Counter> retried = new ConcurrentHashMap<>();

    private MicrometerSinkMeters(MeterRegistry registry, String route, String sink) {
        this.registry = registry;
        this.tags = Tags.of("route", route == null ? "" : route, "sink", sink);
        this.transactions = Timer.builder("neo4j.streams.sink.transaction")
                .description("From the begin of a transaction to its commit, without attempts that failed")
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        this.sizes = DistributionSummary.builder("neo4j.streams.sink.batch.size")
                .description("Records written in one transaction")
                .baseUnit("records")
                .tags(tags)
                .serviceLevelObjectives(1, 10, 100, 500, 1000, 2000, 5000, 10_000)
                .register(registry);
        this.applied = records("applied");
        this.skipped = records("skipped");
        this.moves = Counter.builder("neo4j.streams.sink.leader.moves")
                .description("How often another member has become the leader that writes")
                .tags(tags)
                .register(registry);
    }

    static SinkMeters of(CamelContext context, String route, String sink) {
        return MeterRegistries.of(context)
                .<SinkMeters>map(registry -> new MicrometerSinkMeters(registry, route, sink))
                .orElse(NONE);
    }

    private Counter records(String outcome) {
        return Counter.builder(RECORDS)
                .description(RECORDS_ARE)
                .tags(tags.and("outcome", outcome, "reason", ""))
                .register(registry);
    }

    @Override
    public void written(int messages, Duration took) {
        transactions.record(took);
        sizes.record(messages);
        applied.increment(messages);
    }

    @Override
    public void skipped(int messages) {
        skipped.increment(messages);
    }

    @Override
    public void rejected(String reason) {
        rejected.computeIfAbsent(reason, of -> Counter.builder(RECORDS)
                        .description(RECORDS_ARE)
                        .tags(tags.and("outcome", "rejected", "reason", of))
                        .register(registry))
                .increment();
    }

    @Override
    public void retried(String cause) {
        retried.computeIfAbsent(cause, of -> Counter.builder("neo4j.streams.sink.retries")
                        .description("Transactions that were done again, by why")
                        .tags(tags.and("cause", of))
                        .register(registry))
                .increment();
    }

    @Override
    public void leaderMoved() {
        moves.increment();
    }

    @Override
    public void close() {
        for (Meter meter : new Meter[] {transactions, sizes, applied, skipped, moves}) {
            registry.remove(meter);
        }
        rejected.values().forEach(registry::remove);
        retried.values().forEach(registry::remove);
    }
}
