package io.github.neo4jstreams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What JMX shows, where an application has camel-management. */
@TestBed
class ManagementIT {

    private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

    static Neo4jServer neo4j;

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
    }

    private static Application application() throws Exception {
        return new Application(
                null, neo4j.uri(), neo4j.username(), neo4j.password(), Yaml.sink("persons"), Yaml.SOURCE);
    }

    private static Set<ObjectName> all(String type) throws Exception {
        return JMX.queryNames(new ObjectName("org.apache.camel:type=" + type + ",*"), null);
    }

    private static Object attribute(ObjectName name, String attribute) throws Exception {
        return JMX.getAttribute(name, attribute);
    }

    private static ObjectName named(String keys) throws Exception {
        return new ObjectName("org.apache.camel:context=bikes & riders," + keys);
    }

    @Test
    void aSinkHasWhatItHasDone() throws Exception {
        try (Application application = application()) {
            application
                    .template()
                    .sendBody("direct:people", List.of(Map.of("id", 1), Map.of("id", 2), "no secret 4711"));

            ObjectName sink = named("type=neo4j-streams-sinks,route=\"people\",name=\"persons\"");
            assertThat(attribute(sink, "Applied")).isEqualTo(2L);
            assertThat(attribute(sink, "Skipped")).isEqualTo(0L);
            assertThat(attribute(sink, "Transactions")).isEqualTo(1L);
            assertThat(attribute(sink, "Rejected")).isEqualTo(1L);
            assertThat(attribute(sink, "RejectedByReason")).isEqualTo("{InvalidMessage=1}");
            assertThat(attribute(sink, "Retries")).isEqualTo(0L);
            assertThat(attribute(sink, "LeaderMoves")).isEqualTo(0L);
            assertThat(neo4j.uri()).endsWith((String) attribute(sink, "Leader"));
            assertThat((Long) attribute(sink, "RecordsPerSecond")).isBetween(0L, 2L);
            assertThat(attribute(sink, "LastCommit")).asString().startsWith("20");
            assertThat(attribute(sink, "LastError")).isNull();
            assertThat(attribute(sink, "Endpoint")).isEqualTo("neo4j-streams:cypher");
        }
    }

    @Test
    void aSourceHasHowFarItIs() throws Exception {
        neo4j.execute("UNWIND range(1, 5) AS id CREATE (:Person {id: id})");
        try (Application application = application()) {
            ObjectName source = named("type=neo4j-streams-sources,route=\"readings\",name=\"readings\"");
            await().untilAsserted(() -> {
                assertThat(attribute(source, "HandedOver")).isEqualTo(5L);
                assertThat((Long) attribute(source, "LagMillis")).isBetween(0L, 10_000L);
                assertThat((Long) attribute(source, "CursorAgeMillis")).isBetween(0L, 10_000L);
            });
            assertThat(attribute(source, "Cursor")).isEqualTo("readings");
            assertThat(attribute(source, "Failures")).isEqualTo(0L);
        }
    }

    @Test
    void aClusterIsThereOnceWithItsLeaderHoweverManyUseIt() throws Exception {
        try (Application application = application()) {
            ObjectName cluster = named("type=neo4j-streams-clusters,name=" + ObjectName.quote(neo4j.uri()));
            await().untilAsserted(() -> assertThat(attribute(cluster, "Leader")).isNotNull());
            assertThat(neo4j.uri()).endsWith((String) attribute(cluster, "Leader"));
            assertThat((Long) attribute(cluster, "RoutingTableAgeMillis")).isBetween(0L, 10_000L);
            assertThat(attribute(cluster, "Server")).asString().startsWith("5.");
            assertThat(attribute(cluster, "WaitingSince")).isNull();
            assertThat(all("neo4j-streams-clusters")).hasSize(1);

            application.context().getRouteController().stopRoute("readings");
            assertThat(attribute(cluster, "Leader")).isNotNull();
        }
    }

    @Test
    void whatHasStoppedIsNotThere() throws Exception {
        try (Application application = application()) {
            assertThat(all("neo4j-streams-sources")).hasSize(1);
            application.context().getRouteController().stopRoute("readings");
            assertThat(all("neo4j-streams-sources")).isEmpty();
        }
        assertThat(all("neo4j-streams-sinks")).isEmpty();
        assertThat(all("neo4j-streams-clusters")).isEmpty();
    }
}
