package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.camel.monitor.SinkMonitor;
import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.graph.AccessMode;
import io.github.neo4jstreams.graph.Connections;
import io.github.neo4jstreams.graph.ErrorClass;
import io.github.neo4jstreams.graph.Fence;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphSettings;
import io.github.neo4jstreams.graph.OffsetRegressionException;
import io.github.neo4jstreams.graph.SkippedRecordsException;
import io.github.neo4jstreams.graph.Work;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import io.github.neo4jstreams.sink.cud.CudSink;
import io.github.neo4jstreams.testbed.BoltProxy;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.ClientException;

/** What becomes of each message of a batch, on a real server. */
@TestBed
class SinkWriterIT {

    static Neo4jServer neo4j;

    private static final Instant YESTERDAY = Instant.parse("2026-01-01T00:00:00Z");

    private final SinkStrategy cud = new CudSink(false).prepare(new TargetServer() {
        @Override
        public ServerVersion version() {
            return new ServerVersion(5, 26);
        }

        @Override
        public int firstThatCompiles(List<Statement> candidates) {
            return 0;
        }
    });
    private final Fence fence = new Fence(Fence.LABEL, "it");
    private final List<Long> rejected = new ArrayList<>();
    private final Rejection collecting = (received, why) ->
            rejected.add(received.message().coordinates().orElseThrow().offset());

    private Graph graph;

    @BeforeEach
    void open() {
        neo4j.wipe();
        neo4j.execute("CREATE CONSTRAINT FOR (n:Person) REQUIRE n.id IS UNIQUE");
        graph = new Graph(
                new Connections().over(neo4j.driver()),
                new GraphSettings(null, null, Duration.ofSeconds(30), null, true, false),
                () -> false);
        fence.prepare(graph);
    }

    @AfterEach
    void close() {
        graph.close();
    }

    private static SinkMonitor monitor() {
        return SinkMonitor.of(new DefaultCamelContext(), null, "test", "neo4j-streams:cud");
    }

    private static SinkWriter.Settings settings(Rejection rejection, Fence fence) {
        return new SinkWriter.Settings(
                Work.WRITE, BatchSize.fixed(1000), rejection, fence, ForkJoinPool.commonPool(), monitor());
    }

    private SinkWriter.Outcome write(Rejection rejection, Fence with, List<Received> messages) {
        return new SinkLanes(graph, cud, settings(rejection, with), 1).write(messages, false);
    }

    /** A second node with the same id is what the server refuses. */
    private static Received create(long offset, Object id) {
        return message(
                offset,
                Map.of("type", "node", "op", "create", "labels", List.of("Person"), "properties", Map.of("id", id)));
    }

    private static Received append(long offset, long id) {
        return message(offset, knows(id, id, "offset", offset));
    }

    private static Object knows(long from, long to, String property, long value) {
        return Map.of(
                "type",
                "relationship",
                "op",
                "create",
                "rel_type",
                "KNOWS",
                "from",
                Map.of("labels", List.of("Person"), "ids", Map.of("id", from), "op", "match"),
                "to",
                Map.of("labels", List.of("Person"), "ids", Map.of("id", to), "op", "match"),
                "properties",
                Map.of(property, value));
    }

    private static Received message(long offset, Object value) {
        return message(new Coordinates("people", 0, offset), value, YESTERDAY.plusMillis(offset));
    }

    private static Received message(Coordinates coordinates, Object value, Instant produced) {
        Message message = new Message(MessageFormat.DEFAULT, value, null, Map.of(), produced, coordinates);
        return Received.of(message, value, Map.of());
    }

    private static List<Received> creates(long from, long to) {
        return LongStream.range(from, to).mapToObj(i -> create(i, i)).toList();
    }

    private static List<Object> ids() {
        return neo4j.execute("MATCH (p:Person) RETURN p.id AS id ORDER BY id").stream()
                .map(row -> row.get("id"))
                .toList();
    }

    private static List<Object> range(long from, long to) {
        return LongStream.range(from, to).boxed().map(Object.class::cast).toList();
    }

    @Nested
    class MessagesThatCantBeApplied {

        @Test
        void areFoundAmongManyAndAllOthersAreApplied() {
            List<Received> messages = new ArrayList<>(creates(0, 1000));
            // the server finds these
            for (int bad : new int[] {0, 501, 999}) {
                messages.set(bad, create(bad, 7));
            }
            // and these are seen before
            messages.set(3, message(3, Map.of("type", "nonsense")));
            messages.set(700, message(700, "no json"));

            SinkWriter.Outcome outcome = write(collecting, null, messages);

            // 7 itself comes after 0, which has taken its id
            assertThat(rejected).containsExactlyInAnyOrder(3L, 700L, 7L, 501L, 999L);
            assertThat(outcome.applied()).isEqualTo(995);
            assertThat(outcome.rejected()).isEqualTo(5);
            assertThat(ids()).hasSize(995).startsWith(1L, 2L, 4L);
            // three times two halves for each halving of a thousand
            assertThat(outcome.transactions()).isLessThanOrEqualTo(3 * 2 * 10 + 1);
        }

        @Test
        void areFoundAtOnceWhereTheStatementNamesThem() {
            List<Received> messages = new ArrayList<>(creates(0, 500));
            messages.set(100, append(100, 4711));
            messages.set(300, append(300, 7));

            SinkWriter.Outcome outcome = write(collecting, null, messages);

            assertThat(rejected).containsExactly(100L);
            assertThat(outcome.transactions()).isLessThanOrEqualTo(4);
            assertThat(neo4j.execute("MATCH (:Person {id: 7})-[r:KNOWS]->() RETURN r"))
                    .hasSize(1);
        }

        @Test
        void dontDisturbTheOrderOfTheOthers() {
            List<Received> messages = new ArrayList<>();
            messages.add(create(0, 1));
            IntStream.rangeClosed(1, 50).forEach(i -> {
                messages.add(message(
                        2 * i,
                        Map.of(
                                "type",
                                "node",
                                "op",
                                "merge",
                                "labels",
                                List.of("Person"),
                                "ids",
                                Map.of("id", 1),
                                "properties",
                                Map.of("last", i))));
                messages.add(create(2 * i + 1, 1));
            });

            write(collecting, null, messages);

            assertThat(rejected).hasSize(50).isSorted();
            assertThat(neo4j.execute("MATCH (p:Person) RETURN p.last AS last")).containsExactly(Map.of("last", 50L));
        }

        @Test
        void failTheBatchBeforeAnythingIsWrittenIfNobodyTakesThem() {
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(
                            () -> write(Rejection.FAIL, null, List.of(create(0, 1), message(1, Map.of("type", "x")))))
                    .withMessageContaining("people/0@1");
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> write(Rejection.FAIL, null, List.of(create(0, 1), create(1, 1))));
            assertThat(ids()).isEmpty();
        }

        @Test
        void areNotThoseThatNoServerTakes() throws Exception {
            try (BoltProxy proxy = BoltProxy.of(neo4j);
                    Driver driver = GraphDatabase.driver(proxy.uri(), neo4j.auth())) {
                Graph through = new Graph(
                        new Connections().over(driver),
                        new GraphSettings(null, null, Duration.ofMillis(500), null, true, false),
                        () -> false);
                through.contact(AccessMode.WRITE);
                SinkWriter.Settings settings = settings(collecting, null);

                proxy.refuse();
                assertThatThrownBy(() -> new SinkLanes(through, cud, settings, 1).write(creates(0, 10), false))
                        .satisfies(e -> assertThat(ErrorClass.of(e)).isEqualTo(ErrorClass.INFRASTRUCTURE));
                proxy.accept();
                proxy.withoutWriter();
                assertThatThrownBy(() -> new SinkLanes(through, cud, settings, 1).write(creates(0, 10), false))
                        .satisfies(e -> assertThat(ErrorClass.of(e)).isEqualTo(ErrorClass.INFRASTRUCTURE));

                assertThat(rejected).isEmpty();
                assertThat(ids()).isEmpty();
            }
        }

        @Test
        void areNotLostIfWhoShouldTakeThemDoesnt() {
            Rejection broken = (received, why) -> {
                throw new IllegalStateException("no broker");
            };

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> write(broken, fence, List.of(create(0, 1), message(1, "no json"))))
                    .withMessage("no broker");
            write(collecting, fence, List.of(create(0, 1), message(1, "no json")));

            assertThat(rejected).containsExactly(1L);
            assertThat(ids()).containsExactly(1L);
        }

        @Test
        void areSettledWhenTheirBatchIsWritten() {
            List<Received> settled = new ArrayList<>();
            Rejection rejection = new Rejection() {
                @Override
                public void reject(Received received, RuntimeException why) {
                    collecting.reject(received, why);
                    if (rejected.size() == 2) {
                        throw new IllegalStateException("no broker");
                    }
                }

                @Override
                public void settled(Collection<Received> messages) {
                    settled.addAll(messages);
                }
            };
            List<Received> messages = List.of(message(0, "no json"), create(1, 1), message(2, "no json"));

            assertThatIllegalStateException().isThrownBy(() -> write(rejection, fence, messages));
            assertThat(settled).isEmpty();

            write(rejection, fence, messages);
            assertThat(settled).isEqualTo(messages);
            assertThat(rejected).containsExactly(0L, 2L, 0L, 2L);
        }
    }

    @Nested
    class ExactlyOnce {

        @Test
        void whatIsWrittenIsSkipped() {
            write(collecting, fence, creates(0, 10));

            SinkWriter.Outcome again = write(collecting, fence, creates(0, 10));
            SinkWriter.Outcome overlapping = write(collecting, fence, creates(5, 15));

            assertThat(again.skipped()).isEqualTo(10);
            assertThat(again.applied()).isZero();
            assertThat(overlapping.skipped()).isEqualTo(5);
            assertThat(overlapping.applied()).isEqualTo(5);
            assertThat(ids()).isEqualTo(range(0, 15));
            assertThat(rejected).isEmpty();
            assertThat(fence.offset(graph, "people", 0)).hasValue(14);
        }

        @Test
        void onlyWhatWasChangedByMessagesIsCounted() {
            assertThat(write(collecting, fence, creates(0, 2)).counters())
                    .isEqualTo(Map.of("nodesCreated", 2L, "propertiesSet", 2L, "labelsAdded", 2L));
        }

        @Test
        void whatWasRejectedIsNotRejectedAgain() {
            List<Received> messages =
                    List.of(message(0, "no json"), create(1, 1), create(2, 1), create(3, 3), create(4, 3));

            write(collecting, fence, messages);
            assertThat(rejected).containsExactly(0L, 2L, 4L);
            assertThat(fence.offset(graph, "people", 0)).hasValue(4);

            SinkWriter.Outcome again = write(collecting, fence, messages);

            assertThat(rejected).containsExactly(0L, 2L, 4L);
            assertThat(again.skipped()).isEqualTo(5);
        }

        /** Found by the fault campaign. */
        @Test
        void whatIsRejectedTakesNothingBehindTheFenceThatIsNotWrittenYet() {
            List<Received> messages = new ArrayList<>(creates(0, 10));
            messages.set(3, create(3, 1));
            for (long offset = 0; offset < 10; offset++) {
                Object value =
                        offset == 5 ? "no json" : create(offset, 100 + offset).body();
                messages.add(message(new Coordinates("people", 1, offset), value, YESTERDAY));
            }

            SinkWriter.Outcome outcome = write(collecting, fence, messages);

            assertThat(outcome.skipped()).isZero();
            assertThat(outcome.rejected()).isEqualTo(2);
            assertThat(ids()).hasSize(18);
            assertThat(write(collecting, fence, messages).skipped()).isEqualTo(20);
        }

        @Test
        void twoThatWriteTheSameAtTheSameTimeWriteItOnce() {
            List<Received> messages = creates(0, 2000);

            List<CompletableFuture<SinkWriter.Outcome>> both = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> write(collecting, fence, messages)))
                    .toList();

            assertThat(both.stream().mapToLong(one -> one.join().applied()).sum())
                    .isEqualTo(2000);
            assertThat(rejected).isEmpty();
            assertThat(ids()).hasSize(2000);
        }

        @Test
        void aCommitThatNobodyConfirmedIsNotDoneAgain() throws Exception {
            try (BoltProxy proxy = BoltProxy.of(neo4j);
                    Driver driver = GraphDatabase.driver(proxy.uri(), neo4j.auth())) {
                Graph through = new Graph(
                        new Connections().over(driver),
                        new GraphSettings(null, null, Duration.ofSeconds(30), null, true, false),
                        () -> false);
                through.contact(AccessMode.WRITE);
                SinkWriter.Settings settings = settings(collecting, fence);

                Future<Void> unconfirmed = proxy.cutAfterCommit(1);
                SinkWriter.Outcome outcome = new SinkLanes(through, cud, settings, 1).write(creates(0, 10), false);
                unconfirmed.get(10, TimeUnit.SECONDS);
                Future<Void> lost = proxy.cutBeforeCommit(1);
                new SinkLanes(through, cud, settings, 1).write(creates(10, 20), false);
                lost.get(10, TimeUnit.SECONDS);

                assertThat(outcome.skipped()).isEqualTo(10);
                assertThat(ids()).isEqualTo(range(0, 20));
                assertThat(rejected).isEmpty();
            }
        }

        @Test
        void recordsThatFailedAreNotPassedByLaterOnes() {
            Rejection broken = (received, why) -> {
                throw new IllegalStateException("no broker");
            };
            List<Received> failing = List.of(create(0, 0), message(1, "no json"));
            assertThatIllegalStateException().isThrownBy(() -> write(broken, fence, failing));

            assertThatExceptionOfType(SkippedRecordsException.class)
                    .isThrownBy(() -> write(collecting, fence, creates(2, 5)))
                    .withMessageContaining("people/0@2 is not written")
                    .withMessageContaining("at offset 0")
                    .withMessageContaining("routePolicy: atLeastOnce");
            write(
                    collecting,
                    fence,
                    List.of(message(
                            new Coordinates("people", 1, 7), create(7, 7).body(), YESTERDAY)));
            assertThat(ids()).containsExactly(7L);

            write(collecting, fence, failing);
            write(collecting, fence, creates(2, 5));
            assertThat(ids()).containsExactly(0L, 2L, 3L, 4L, 7L);
        }

        @Test
        void recordsThatFailedAreGoneIfWhoeverSendsThemWouldHaveSentThemAgain() {
            Rejection broken = (received, why) -> {
                throw new IllegalStateException("no broker");
            };
            SinkWriter.Settings failing = settings(broken, fence);
            assertThatIllegalStateException().isThrownBy(() -> new SinkLanes(graph, cud, failing, 1)
                    .write(List.of(message(0, "no json")), true));

            SinkWriter.Settings working = settings(collecting, fence);
            new SinkLanes(graph, cud, working, 1).write(creates(2, 5), true);

            assertThat(ids()).isEqualTo(range(2, 5));
        }

        @Test
        void recordsThatFailedHereMayBeWrittenElsewhere() {
            Rejection broken = (received, why) -> {
                throw new IllegalStateException("no broker");
            };
            List<Received> failing = List.of(create(0, 0), message(1, "no json"));
            assertThatIllegalStateException().isThrownBy(() -> write(broken, fence, failing));

            write(collecting, new Fence(Fence.LABEL, "it"), failing);
            write(collecting, fence, creates(2, 5));

            assertThat(ids()).isEqualTo(List.of(0L, 2L, 3L, 4L));
        }

        @Test
        void partitionsTopicsAndSinksHaveNothingToDoWithEachOther() {
            write(collecting, fence, creates(0, 10));

            write(
                    collecting,
                    fence,
                    List.of(message(
                            new Coordinates("people", 1, 0), create(0, 100).body(), YESTERDAY)));
            write(
                    collecting,
                    fence,
                    List.of(message(
                            new Coordinates("folks", 0, 0), create(0, 101).body(), YESTERDAY)));
            write(
                    collecting,
                    new Fence(Fence.LABEL, "it/people/0"),
                    List.of(message(0, create(0, 102).body())));

            assertThat(ids()).hasSize(13).endsWith(100L, 101L, 102L);
            assertThat(neo4j.execute("MATCH (f:Neo4jStreamsOffset) RETURN f.id AS id ORDER BY id"))
                    .extracting(row -> row.get("id"))
                    .containsExactly("it%2Fpeople%2F0/people/0", "it/folks/0", "it/people/0", "it/people/1");
        }

        @Test
        void aTopicThatWasMadeAnewIsNoticed() {
            write(collecting, fence, creates(0, 10));
            Received anew =
                    message(new Coordinates("people", 0, 2), create(2, 100).body(), YESTERDAY.plusSeconds(60));

            assertThatExceptionOfType(OffsetRegressionException.class)
                    .isThrownBy(() -> write(collecting, fence, List.of(anew)))
                    .withMessageContaining("people/0@2")
                    .withMessageContaining("up to offset 9")
                    .withMessageContaining("MATCH (f:Neo4jStreamsOffset {id: 'it/people/0'}) DELETE f");

            neo4j.execute("MATCH (f:Neo4jStreamsOffset {id: 'it/people/0'}) DELETE f");
            write(collecting, fence, List.of(anew));
            assertThat(ids()).contains(100L);
        }

        @Test
        void recordsOutOfTheirOrderAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(collecting, fence, List.of(create(2, 2), create(1, 1))))
                    .withMessageContaining("people/0@1 comes after people/0@2");
        }

        @Test
        void messagesFromElsewhereAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write(
                            collecting,
                            fence,
                            List.of(message(null, create(0, 1).body(), null))))
                    .withMessageContaining("no topic, partition and offset");
        }

        @Test
        void aFenceThatCantBeIsRefused() {
            neo4j.execute("MATCH (f:Neo4jStreamsOffset) DELETE f");
            neo4j.execute("CREATE (:Twice {id: 1}), (:Twice {id: 1})");

            assertThatExceptionOfType(io.github.neo4jstreams.graph.ConfigurationException.class)
                    .isThrownBy(() -> new Fence("Twice", "it").prepare(graph))
                    .withMessageContaining("exactlyOnce keeps offsets in the graph")
                    .withMessageContaining("CREATE CONSTRAINT FOR (n:Twice) REQUIRE (n.id) IS UNIQUE");
        }
    }

    @Nested
    class InLanes {

        private SinkWriter.Outcome writeInLanes(Rejection rejection, List<Received> messages) {
            SinkWriter.Settings settings = new SinkWriter.Settings(
                    Work.WRITE,
                    BatchSize.fixed(10),
                    rejection,
                    fence,
                    command -> new Thread(command).start(),
                    monitor());
            return new SinkLanes(graph, cud, settings, 3).write(messages, true);
        }

        /** The value of each record is made from its place among all. */
        private List<Received> records(int partitions, int count, IntFunction<Object> value) {
            return IntStream.range(0, count)
                    .mapToObj(i -> message(
                            new Coordinates("people", i % partitions, i / partitions),
                            value.apply(i),
                            YESTERDAY.plusMillis(i)))
                    .toList();
        }

        private static Object person(int id) {
            return create(0, id).body();
        }

        private List<Object> fences() {
            return neo4j.execute("MATCH (o:Neo4jStreamsOffset) RETURN o.offset AS offset ORDER BY o.partition").stream()
                    .map(row -> row.get("offset"))
                    .toList();
        }

        @Test
        void eachRecordIsWrittenOnceAndEachPartitionHasItsFence() {
            List<Received> messages = records(5, 200, InLanes::person);

            SinkWriter.Outcome outcome = writeInLanes(collecting, messages);
            assertThat(outcome.applied()).isEqualTo(200);
            assertThat(outcome.counters()).containsEntry("nodesCreated", 200L);
            assertThat(outcome.bookmarks()).isNotEmpty();
            assertThat(ids()).isEqualTo(range(0, 200));
            assertThat(fences()).containsExactly(39L, 39L, 39L, 39L, 39L);

            assertThat(writeInLanes(collecting, messages).skipped()).isEqualTo(200);
            assertThat(ids()).hasSize(200);
        }

        @Test
        void whatOneLaneCantWriteFailsAllAndIsWrittenOnceWhenItComesAgain() {
            List<Received> broken = records(3, 90, i -> i == 40 ? "no json" : person(i));
            assertThatExceptionOfType(InvalidMessageException.class)
                    .isThrownBy(() -> writeInLanes(Rejection.FAIL, broken))
                    .withMessageContaining("people/1@13");

            SinkWriter.Outcome outcome = writeInLanes(Rejection.FAIL, records(3, 90, InLanes::person));
            assertThat(outcome.applied() + outcome.skipped()).isEqualTo(90);
            assertThat(ids()).isEqualTo(range(0, 90));
        }

        @Test
        void lanesThatConnectTheSameNodesGetInEachOthersWayAndGoOn() {
            write(collecting, null, creates(0, 4));
            List<Received> messages = records(3, 120, i -> knows((i * 7 + i % 3) % 4, i % 4, "nr", i));

            assertThat(writeInLanes(collecting, messages).applied()).isEqualTo(120);
            assertThat(neo4j.execute("MATCH (:Person)-[k:KNOWS]->(:Person) RETURN k.nr AS nr ORDER BY nr").stream()
                            .map(row -> row.get("nr"))
                            .toList())
                    .isEqualTo(range(0, 120));
            assertThat(rejected).isEmpty();
        }
    }
}
