package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.neo4jstreams.camel.GraphClusterService;
import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.testbed.BoltProxy;
import io.github.neo4jstreams.testbed.JavaProcess;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One leader by a lease in the graph. */
@TestBed
class ClusterServiceIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long LEASE_MS = 2_000;

    static Neo4jServer neo4j;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void emptyGraph() {
        neo4j.wipe();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(GraphClusterService.class);
    }

    /** A member with a service of its own, and a listener. */
    private final class Replica implements AutoCloseable, CamelClusterEventListener.Leadership {

        private final DefaultCamelContext context = new DefaultCamelContext();
        private final GraphClusterService service = new GraphClusterService();
        private final List<Boolean> heard = new CopyOnWriteArrayList<>();
        private final CamelClusterView view;

        Replica(String uri, long leaseDuration, long retryInterval) throws Exception {
            Neo4jStreamsComponent component = new Neo4jStreamsComponent();
            component.getConfiguration().setServerUri(uri);
            component.getConfiguration().setUsername(neo4j.username());
            component.getConfiguration().setPassword(neo4j.password());
            context.addComponent("neo4j-streams", component);
            service.setLeaseDuration(leaseDuration);
            service.setRetryInterval(retryInterval);
            service.setId("replica");
            context.addService(service);
            context.start();
            view = service.getView("people");
            view.addEventListener(this);
            opened.add(this);
        }

        Replica(long leaseDuration, long retryInterval) throws Exception {
            this(neo4j.uri(), leaseDuration, retryInterval);
        }

        boolean leads() {
            return view.getLocalMember().isLeader();
        }

        @Override
        public void leadershipChanged(CamelClusterView view, CamelClusterMember leader) {
            heard.add(view.getLocalMember().isLeader());
        }

        void awaitLeads() {
            await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(this::leads);
        }

        @Override
        public void close() {
            context.stop();
        }
    }

    private static Map<String, Object> lease() {
        return neo4j.execute("MATCH (l:Neo4jStreamsLease {name: 'people'}) RETURN l.holder AS holder, l.token AS token")
                .get(0);
    }

    private void assertLogged(String... parts) {
        List<String> lines = Stream.of(log.list.toArray(ILoggingEvent[]::new))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        for (String part : parts) {
            assertThat(lines).filteredOn(line -> line.contains(part)).hasSize(1);
        }
        assertThat(Stream.of(log.list.toArray(ILoggingEvent[]::new)))
                .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
    }

    @Nested
    class Members {

        @Test
        void ofThoseThatAreConfiguredAlikeOneLeads() throws Exception {
            List<Replica> replicas = List.of(new Replica(3_600_000, 100), new Replica(3_600_000, 100));
            await().atMost(SOON).until(() -> replicas.stream()
                    .allMatch(replica -> replica.view.getLeader().isPresent()));

            assertThat(replicas.stream().filter(Replica::leads)).hasSize(1);
            Replica leader =
                    replicas.stream().filter(Replica::leads).findFirst().orElseThrow();
            Replica other =
                    replicas.stream().filter(r -> r != leader).findFirst().orElseThrow();
            CamelClusterMember seen = other.view.getLeader().orElseThrow();
            assertThat(seen.getId())
                    .isEqualTo(leader.view.getLocalMember().getId())
                    .isEqualTo(lease().get("holder"));
            assertThat(seen.isLeader()).isTrue();
            assertThat(seen.isLocal()).isFalse();
            assertThat(other.view.getMembers()).hasSize(2);
            assertThat(leader.view.getMembers()).hasSize(1);
            assertThat(leader.service.isLeader("people")).isTrue();
            assertThat(leader.heard).containsOnlyOnce(true);
            assertThat(other.heard).doesNotContain(true);
            assertLogged("people: this is the leader now", "is the leader; waiting for its lease");
        }

        @Test
        void namespacesHaveLeadersOfTheirOwn() throws Exception {
            Replica first = new Replica(3_600_000, 100);
            first.awaitLeads();
            Replica second = new Replica(3_600_000, 100);
            CamelClusterView orders = second.service.getView("orders");

            await().atMost(SOON).until(() -> orders.getLocalMember().isLeader());
            assertThat(second.leads()).isFalse();
        }

        @Test
        void whoStopsHandsOverAtOnce() throws Exception {
            Replica leader = new Replica(3_600_000, 100);
            leader.awaitLeads();
            Replica heir = new Replica(3_600_000, 100);

            leader.close();
            assertThat(leader.leads()).isFalse();
            assertThat(leader.heard).last().isEqualTo(false);

            // the lease would be good for an hour
            await().atMost(Duration.ofSeconds(2)).until(heir::leads);
            assertThat(lease()).containsEntry("token", 2L);
        }

        @Test
        void aViewThatIsReleasedHandsOverWhenNothingIsInFlight() throws Exception {
            Replica leader = new Replica(3_600_000, 100);
            leader.awaitLeads();
            Replica heir = new Replica(3_600_000, 100);
            CountDownLatch done = new CountDownLatch(1);
            leader.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:slow").process(exchange -> done.await());
                }
            });
            leader.context.createProducerTemplate().asyncSendBody("direct:slow", "");
            await().atMost(SOON)
                    .until(() -> leader.context.getInflightRepository().size() == 1);

            leader.service.releaseView(leader.view);
            assertThat(leader.leads()).isFalse();
            await().during(Duration.ofSeconds(1)).atMost(SOON).until(() -> !heir.leads());
            done.countDown();
            heir.awaitLeads();

            // and it may come back
            leader.service.getView("people");
            heir.close();
            leader.awaitLeads();
        }
    }

    @Nested
    class Faults {

        @Test
        void whoIsCutOffKnowsItBeforeAnotherLeads() throws Exception {
            try (BoltProxy proxy = BoltProxy.of(neo4j)) {
                Replica leader = new Replica(proxy.uri(), LEASE_MS, 100);
                leader.awaitLeads();
                String name = leader.view.getLocalMember().getId();
                Replica heir = new Replica(LEASE_MS, 100);

                proxy.freeze();
                boolean handedOver;
                do {
                    handedOver = heir.leads();
                    // asked after the heir: both at once would be seen
                    boolean still = leader.leads();
                    assertThat(handedOver && still).isFalse();
                } while (!handedOver);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(leader.heard).last().isEqualTo(false));
                assertLogged("people: this is not the leader any more, " + name);

                proxy.thaw();
                heir.close();
                leader.awaitLeads();
                assertThat(lease()).containsEntry("holder", name);
            }
        }

        @Test
        void anOutageThatIsShorterThanTheLeaseChangesNothing() throws Exception {
            try (BoltProxy proxy = BoltProxy.of(neo4j)) {
                Replica leader = new Replica(proxy.uri(), 60_000, 100);
                leader.awaitLeads();
                proxy.refuse();
                proxy.accept();
                assertThat(leader.heard).containsOnlyOnce(true);
                assertThat(leader.leads()).isTrue();
            }
        }

        @Test
        void aServerThatIsNotThereYetIsWaitedFor() throws Exception {
            try (BoltProxy proxy = BoltProxy.of(neo4j)) {
                proxy.refuse();
                Replica replica = new Replica(proxy.uri(), 1_000, 100);
                await().atMost(SOON).until(() -> proxy.connectionsRefused() > 2);
                assertThat(replica.leads()).isFalse();
                proxy.accept();
                replica.awaitLeads();
            }
            assertLogged("people: this is the leader now");
        }
    }

    @Nested
    class Publishers {

        private final Received received = new Received();

        private static final String PUBLISHER = """
                - beans:
                    - name: leases
                      type: io.github.neo4jstreams.camel.GraphClusterService
                      properties:
                        leaseDuration: 2000
                        retryInterval: 200
                - route:
                    id: people
                    from:
                      uri: master:people:neo4j-streams:cdc
                      parameters:
                        cursorName: people
                        select: "(:Person)"
                        delay: 50
                      steps:
                """;

        private Routes publisher() throws Exception {
            return publisher(PUBLISHER + "- process: { ref: received }".indent(8));
        }

        private Routes publisher(String yaml) throws Exception {
            Routes routes = Routes.to(neo4j).bind("received", received).yaml(yaml);
            opened.add(routes);
            return routes;
        }

        private static void awaitCursor() {
            await().atMost(SOON)
                    .until(() -> !neo4j.execute("MATCH (c:Neo4jStreamsCursor) WHERE c.cursor IS NOT NULL RETURN c")
                            .isEmpty());
        }

        private static boolean leads(Routes routes) {
            return routes.context().hasService(GraphClusterService.class).isLeader("people");
        }

        private static void create(int from, int to) {
            IntStream.range(from, to).forEach(nr -> neo4j.execute("CREATE (:Person {nr: $nr})", Map.of("nr", nr)));
        }

        private void awaitReceived(int count) {
            await().atMost(SOON).until(() -> received.size() >= count);
            assertThat(received.all("event/state/after/properties/nr"))
                    .extracting(nr -> ((Number) nr).intValue())
                    .isEqualTo(IntStream.range(0, count).boxed().toList());
        }

        @Test
        void publishOnceWhoeverOfThemLeads() throws Exception {
            List<Routes> replicas = List.of(publisher(), publisher());
            awaitCursor();
            create(0, 20);
            awaitReceived(20);

            Routes leader =
                    replicas.stream().filter(Publishers::leads).findFirst().orElseThrow();
            Routes heir = replicas.stream().filter(r -> r != leader).findFirst().orElseThrow();
            assertThat(leads(heir)).isFalse();
            leader.close();
            create(20, 40);
            awaitReceived(40);

            assertThat(leads(heir)).isTrue();
            assertThat(lease()).containsEntry("token", 2L);
        }

        @Test
        void handOverNothingMoreThanWhatIsInFlightWhenTheyWakeUpTooLate(@TempDir Path folder) throws Exception {
            String slowly = PUBLISHER + """
                    - log: "handed over"
                    - delay: { constant: 300 }
                    """.indent(8);
            Path yaml = Files.writeString(folder.resolve("routes.yaml"), slowly);
            try (JavaProcess process = JavaProcess.builder(PublisherMain.class)
                    .arg(neo4j.uri())
                    .arg(neo4j.username())
                    .arg(neo4j.password())
                    .arg(yaml.toString())
                    .start()) {
                awaitCursor();
                neo4j.execute("UNWIND range(0, 29) AS nr CREATE (:Person {nr: nr})");
                await().atMost(SOON).until(() -> handedOver(process) > 3);
                process.freeze();
                long before = handedOver(process);

                Routes heir = publisher();
                awaitReceived(30);
                assertThat(leads(heir)).isTrue();

                process.thaw();
                await().atMost(SOON).until(() -> Files.readString(process.log())
                        .contains("people: this is not the leader any more"));
                create(30, 40);
                awaitReceived(40);
                assertThat(leads(heir)).isTrue();
                assertThat(handedOver(process)).isBetween(before, before + 1);
            }
        }

        private static long handedOver(JavaProcess process) throws IOException {
            return Files.readString(process.log())
                    .lines()
                    .filter(line -> line.endsWith("handed over"))
                    .count();
        }

        @Test
        void takeTheOptionsOfTheirBean() throws Exception {
            CamelContext context = publisher().context();
            GraphClusterService service = context.hasService(GraphClusterService.class);
            assertThat(service.getLeaseDuration()).isEqualTo(2_000);
            assertThat(service.getRetryInterval()).isEqualTo(200);
            awaitLeaseOfTwoSeconds();
        }

        @Test
        void takeTheOptionsOfTheirBeanAlsoIfTheContextRunsAlready() throws Exception {
            Routes routes = publisher("- route: { from: { uri: direct:any, steps: [ { log: any } ] } }");
            routes.yaml(PUBLISHER + "- process: { ref: received }".indent(8));
            awaitLeaseOfTwoSeconds();
        }

        private static void awaitLeaseOfTwoSeconds() {
            await().atMost(SOON).until(() -> !neo4j.execute(
                            "MATCH (l:Neo4jStreamsLease) WHERE l.expiresAt - l.renewedAt = 2000 RETURN l")
                    .isEmpty());
        }

        @Test
        void mayBeRoutesWithAPolicy() throws Exception {
            List<CamelContext> replicas = List.of(clustered(), clustered());
            awaitCursor();
            create(0, 10);
            awaitReceived(10);

            CamelContext leader = replicas.stream()
                    .filter(context -> context.getRouteController()
                            .getRouteStatus("people")
                            .isStarted())
                    .findFirst()
                    .orElseThrow();
            leader.stop();
            create(10, 20);
            awaitReceived(20);
        }

        private CamelContext clustered() throws Exception {
            Routes routes = Routes.to(neo4j);
            opened.add(routes);
            GraphClusterService service = new GraphClusterService();
            service.setLeaseDuration(LEASE_MS);
            service.setRetryInterval(200);
            routes.context().addService(service);
            routes.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    from("neo4j-streams:cdc?cursorName=people&select=RAW((:Person))&delay=50")
                            .routeId("people")
                            .routePolicy(ClusteredRoutePolicy.forNamespace("people"))
                            .process(received);
                }
            });
            routes.context().start();
            return routes.context();
        }
    }
}
