package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.camel.GraphOffsets;
import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a consumer of Kafka goes on, as the graph has it. {@code ExactlyOnceIT} has it in routes. */
@TestBed
class GraphOffsetsIT {

    static Neo4jServer neo4j;

    private final GraphOffsets offsets = new GraphOffsets();
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        neo4j.wipe();
        Neo4jStreamsComponent component = new Neo4jStreamsComponent();
        component.getConfiguration().setDriver(neo4j.driver());
        context = new DefaultCamelContext();
        context.addComponent("neo4j-streams", component);
        context.start();
        offsets.setCamelContext(context);
        offsets.setSinkName("people");
        offsets.start();
    }

    @AfterEach
    void stop() {
        offsets.stop();
        context.stop();
    }

    /** While a sink creates it, two that ask for the first time could wait for each other for good. */
    @Test
    void theConstraintIsThereBeforeTheGraphIsAsked() {
        assertThat(offsets.getState("people/0")).isNull();

        assertThat(neo4j.execute("SHOW CONSTRAINTS YIELD labelsOrTypes RETURN labelsOrTypes[0] AS label"))
                .extracting(row -> row.get("label"))
                .containsExactly("Neo4jStreamsOffset");
    }
}
