package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.monitor.Monitors;
import io.github.neo4jstreams.camel.monitor.SinkMonitor;
import io.github.neo4jstreams.graph.Graph;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.HealthCheckComponent;

/**
 * Whether a sink can write: DOWN until a server was found, while the leader is waited for, and while there is none. Only transactions
 * find out by themselves: a sink that has written nothing for a while asks the cluster. For readiness; a process isn't dead because
 * its database is away.
 */
final class SinkHealthCheck implements HealthCheck {

    /** Commits prove that there is a leader; without one for so long it is asked for. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final CamelContext context;
    private final WritableHealthCheckRepository repository;
    private final String id;
    private final Graph graph;
    private final SinkMonitor monitor;
    private volatile boolean enabled = true;

    private SinkHealthCheck(
            CamelContext context,
            WritableHealthCheckRepository repository,
            String id,
            Graph graph,
            SinkMonitor monitor) {
        this.context = context;
        this.repository = repository;
        this.id = id;
        this.graph = graph;
        this.monitor = monitor;
    }

    /** @return null if nobody checks the health of producers */
    static SinkHealthCheck register(
            CamelContext context, HealthCheckComponent component, String sink, Graph graph, SinkMonitor monitor) {
        WritableHealthCheckRepository repository = component.isHealthCheckProducerEnabled()
                ? HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class)
                : null;
        if (repository == null) {
            return null;
        }
        SinkHealthCheck check = new SinkHealthCheck(context, repository, "producer:" + sink, graph, monitor);
        repository.addHealthCheck(check);
        return check;
    }

    void remove() {
        repository.removeHealthCheck(this);
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        Optional<Instant> waiting = graph.waitingSince();
        if (waiting.isPresent()) {
            result.down().message("Waits for Neo4j since " + waiting.get());
        } else if (graph.server().isEmpty()) {
            result.down().message("Has not found Neo4j yet");
        } else {
            Optional<String> leaderless = monitor.hasCommittedWithin(IDLE)
                    ? Optional.empty()
                    : Monitors.of(context).leaderless(graph);
            leaderless.ifPresentOrElse(why -> result.down().message(why), result::up);
        }
        monitor.describe().forEach((name, value) -> {
            if (value != null && !(value instanceof Iterable)) {
                result.detail("sink." + name, value);
            }
        });
        return result.build();
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
