package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Graph;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets that sinks with {@code exactlyOnce=true} keep in the graph, as an offset repository for camel-kafka: a consumer
 * goes on after the last record that is written, whatever Kafka's group has committed.
 *
 * <pre>{@code
 * - beans:
 *     - name: offsets
 *       type: io.github.neo4jstreams.camel.GraphOffsets
 *       properties: { sinkName: people }
 * - route:
 *     routePolicy: atLeastOnce
 *     from:
 *       uri: kafka:people
 *       parameters: { groupId: people, offsetRepository: "#offsets" }
 *       steps:
 *         - to: neo4j-streams:cud?exactlyOnce=true&sinkName=people
 * }</pre>
 *
 * <p>Uses the connection of the component {@code neo4j-streams}. Reads from the leader each time it is asked, which is when
 * partitions are assigned, and waits for it like a sink does; creates the constraint of the offsets if it is missing, as the sink
 * does. Thread-safe.
 */
public class GraphOffsets extends GraphBean implements StateRepository<String, String> {

    private static final Logger LOG = LoggerFactory.getLogger(GraphOffsets.class);

    private String sinkName;
    private String offsetLabel = Fence.LABEL;

    private Graph graph;
    private Fence fence;
    private volatile boolean prepared;

    /**
     * The offset of the last record that is written, or null if there is none.
     *
     * @param key topic and partition as camel-kafka writes them: {@code people/0}
     */
    @Override
    public String getState(String key) {
        prepare();
        int slash = key.lastIndexOf('/');
        return fence.offset(graph, key.substring(0, slash), Integer.parseInt(key.substring(slash + 1))).stream()
                .mapToObj(Long::toString)
                .findFirst()
                .orElse(null);
    }

    /** The sinks of other routes may create the constraint just now, which the server had better do before it is asked. */
    private void prepare() {
        if (prepared) {
            return;
        }
        try {
            fence.prepare(graph);
            prepared = true;
        } catch (ConfigurationException e) {
            LOG.debug("The sink will say this when it starts", e);
        }
    }

    /** Does nothing: the sink has written the offset, with the data. */
    @Override
    public void setState(String key, String value) {
        // see above
    }

    /** @throws IllegalArgumentException if there is no name */
    @Override
    protected void doStart() {
        require("sinkName", sinkName, "it is that of the sink whose offsets these are");
        graph = openGraph();
        fence = new Fence(offsetLabel, sinkName);
        prepared = false;
    }

    public String getSinkName() {
        return sinkName;
    }

    /** The option {@code sinkName} of the sink; required. */
    public void setSinkName(String sinkName) {
        this.sinkName = sinkName;
    }

    public String getOffsetLabel() {
        return offsetLabel;
    }

    /** The option {@code offsetLabel} of the sink; default {@code Neo4jStreamsOffset}. */
    public void setOffsetLabel(String offsetLabel) {
        this.offsetLabel = offsetLabel;
    }
}
