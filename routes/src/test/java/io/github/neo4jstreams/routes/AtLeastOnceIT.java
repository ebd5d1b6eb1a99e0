package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestBed
@Timeout(120)
class AtLeastOnceIT {

    static final String SMALL = "maxPollRecords=10";
    static final String IMPATIENT = SMALL + "&maxPollIntervalMs=3000&sessionTimeoutMs=6000&heartbeatIntervalMs=300";

    static KafkaServer kafka;

    private final Sink sink = new Sink();
    private final KafkaRoutes routes = new KafkaRoutes(kafka.bootstrapServers());

    @AfterEach
    void stop() {
        sink.fate = rows -> Sink.done();
        routes.close();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static void awaitCommitted(String topic, int partitions, long offset) {
        eventually().untilAsserted(() -> assertThat(Topics.committed(kafka, topic, topic))
                .isEqualTo(KafkaRoutes.all(partitions, offset)));
    }

    private static void awaitMembers(String topic, int members) {
        eventually().until(() -> Topics.members(kafka, topic) == members);
    }

    /** Each record once, and in order. */
    private static void assertWritten(Sink sink, int partitions, long from, long to) {
        for (int p = 0; p < partitions; p++) {
            assertThat(sink.offsets(p)).as("partition %s", p).containsExactlyElementsOf(offsets(from, to));
        }
    }

    private static List<Long> offsets(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Nested
    class WhenTheSinkFails {

        @Test
        void nothingIsCommittedAndTheBatchIsReadAgainInOrder() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 3, 50);
            sink.fate = rows -> Sink.fail();
            routes.start(topic, "maxPollRecords=70", sink);
            eventually().until(() -> sink.attempts.size() >= 4);
            assertThat(Topics.committed(kafka, topic, topic)).isEmpty();
            sink.fate = rows -> Sink.done();
            awaitCommitted(topic, 3, 50);
            assertWritten(sink, 3, 0, 50);
        }

        @Test
        void onlyTheConsumerOfThatBatchWaits() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 4, 60);
            Random random = new Random(7);
            sink.fate = rows -> random.nextInt(3) == 0 ? Sink.fail() : Sink.done();
            routes.start(topic, "maxPollRecords=15&consumersCount=2", sink);
            awaitMembers(topic, 2);
            awaitCommitted(topic, 4, 60);
            for (int p = 0; p < 4; p++) {
                assertThat(sink.offsets(p).stream().distinct()).hasSize(60);
            }
        }

        @Test
        void anotherRunGoesOnAtTheFirstRecordThatIsNotWritten() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 2, 30);
            sink.fate = rows -> sink.written.size() >= 20 ? Sink.fail() : Sink.done();
            CamelContext first = routes.start(topic, SMALL, sink);
            eventually().until(() -> sink.attempts.size() > 3);
            first.stop();
            assertThat(Topics.committed(kafka, topic, topic).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(20);
            sink.fate = rows -> Sink.done();
            routes.start(topic, SMALL, sink);
            awaitCommitted(topic, 2, 30);
            assertWritten(sink, 2, 0, 30);
        }

        @Test
        void anOutageLongerThanMaxPollIntervalCostsNoMembership() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 20);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(7);
            sink.fate = rows -> System.nanoTime() < end ? Sink.fail() : Sink.done();
            routes.start(topic, IMPATIENT, sink);
            awaitCommitted(topic, 1, 20);
            assertWritten(sink, 1, 0, 20);
        }

        @Test
        void aDeadLetterCountsAsWritten() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 20);
            sink.failing(1);
            Sink dead = new Sink();
            routes.start(topic, SMALL, route -> route.routePolicyRef(AtLeastOnce.NAME)
                    .onException(IllegalStateException.class)
                    .handled(true)
                    .process(dead)
                    .end()
                    .process(sink));
            awaitCommitted(topic, 1, 20);
            assertWritten(dead, 1, 0, 10);
            assertWritten(sink, 1, 10, 20);
        }

        @Test
        void theOriginalMessageHasTheRecords() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 10);
            Sink dead = new Sink();
            routes.start(topic, SMALL, route -> route.routePolicyRef(AtLeastOnce.NAME)
                    .onException(IllegalStateException.class)
                    .handled(true)
                    .useOriginalMessage()
                    .process(dead)
                    .end()
                    .setBody(exchange -> List.of())
                    .process(sink.failing(1)));
            awaitCommitted(topic, 1, 10);
            assertWritten(dead, 1, 0, 10);
        }

        @Test
        void aRollbackWithoutAnExceptionIsAFailure() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 10);
            AtomicBoolean once = new AtomicBoolean(true);
            routes.start(topic, SMALL, route -> route.routePolicyRef(AtLeastOnce.NAME)
                    .filter(exchange -> once.getAndSet(false))
                    .markRollbackOnly()
                    .end()
                    .process(sink));
            awaitCommitted(topic, 1, 10);
            assertThat(once).isFalse();
            assertWritten(sink, 1, 0, 10);
        }
    }

    @Nested
    class WhenKafkaFails {

        @Test
        void aPassingErrorOfAPollSkipsNothing() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 2, 50);
            FailingClients clients = new FailingClients(3);
            CamelContext context = routes.context();
            context.getComponent("kafka", KafkaComponent.class).setKafkaClientFactory(clients);
            routes.start(context, topic, SMALL, route -> route.routePolicyRef(AtLeastOnce.NAME)
                    .process(sink));
            awaitCommitted(topic, 2, 50);
            assertThat(clients.thrown).hasValue(1);
            assertWritten(sink, 2, 0, 50);
        }

        @Test
        void theRouteIsNotReadyUntilItIsBack(@Own KafkaServer mine) {
            mine.createTopic("people", 1);
            Main main = new Main();
            main.setDefaultPropertyPlaceholderLocation("false");
            main.addInitialProperty("camel.health.enabled", "true");
            main.addInitialProperty("camel.component.kafka.brokers", mine.bootstrapServers());
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kafka:people?groupId=g&pollTimeoutMs=300&shutdownTimeout=2000&sessionTimeoutMs=6000")
                            .routePolicyRef(AtLeastOnce.NAME)
                            .process(sink);
                }
            });
            main.start();
            try {
                eventually().until(() -> isReady(main));
                mine.kill();
                eventually().until(() -> !isReady(main));
                mine.start();
                eventually().until(() -> isReady(main));
                mine.send("people", null, "x");
                eventually().untilAsserted(() -> assertWritten(sink, 1, 0, 1));
            } finally {
                main.stop();
            }
        }

        private static boolean isReady(Main main) {
            List<HealthCheck.Result> results =
                    List.copyOf(HealthCheckHelper.invokeReadiness(main.getCamelContext(), "full"));
            assertThat(results).anyMatch(result -> result.getCheck().getId().startsWith("consumer:"));
            return results.stream().allMatch(result -> result.getState() == HealthCheck.State.UP);
        }
    }

    @Nested
    class WhenPartitionsMove {

        @ParameterizedTest
        @ValueSource(strings = {"RangeAssignor", "CooperativeStickyAssignor"})
        void nothingOldIsWrittenAfterNew(String assignor) throws Exception {
            String topic = KafkaRoutes.topic(kafka, 4, 200);
            Random random = new Random(3);
            sink.fate = rows -> random.nextInt(4) == 0 ? Sink.fail() : Sink.done();
            String options = SMALL + "&partitionAssignor=org.apache.kafka.clients.consumer." + assignor;
            routes.start(topic, options, sink);
            eventually().until(() -> sink.written.size() > 50);
            CamelContext second = routes.start(topic, options, sink);
            awaitMembers(topic, 2);
            // both have work, however fast the first one was
            KafkaRoutes.send(kafka, topic, 4, 100);
            eventually().until(() -> sink.written.size() > 850);
            second.stop();
            awaitCommitted(topic, 4, 300);
            assertWritten(sink, 4, 0, 300);
        }

        @Test
        void aBatchThatTakesLongerThanMaxPollIntervalIsReadAgain() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 20);
            CompletableFuture<Void> hold = new CompletableFuture<>();
            AtomicBoolean first = new AtomicBoolean(true);
            sink.fate = rows -> first.getAndSet(false) ? hold : Sink.done();
            routes.start(topic, IMPATIENT, sink);
            eventually().until(() -> sink.attempts.size() == 1);
            // thrown out
            awaitMembers(topic, 0);
            hold.complete(null);
            awaitCommitted(topic, 1, 20);
            assertThat(sink.offsets(0))
                    .containsExactlyElementsOf(LongStream.concat(LongStream.range(0, 10), LongStream.range(0, 20))
                            .boxed()
                            .toList());
        }
    }

    @Nested
    class WhenTheRouteStops {

        @Test
        void theBatchInFlightIsFinishedAndCommitted() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 30);
            CompletableFuture<Void> hold = new CompletableFuture<>();
            sink.fate = rows -> hold;
            CamelContext context = routes.start(topic, SMALL, sink);
            eventually().until(() -> sink.attempts.size() == 1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
            eventually().until(context::isStopping);
            hold.complete(null);
            stopped.get(60, TimeUnit.SECONDS);
            long committed = kafka.committedOffset(topic, topic, 0).orElseThrow();
            assertThat(sink.offsets(0)).isNotEmpty().containsExactlyElementsOf(offsets(0, committed));
        }

        @Test
        void aBatchThatNeverEndsIsNotCommitted() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 30);
            sink.fate = rows -> new CompletableFuture<>();
            CamelContext context = routes.start(topic, IMPATIENT, sink);
            context.getShutdownStrategy().setTimeout(1);
            eventually().until(() -> sink.attempts.size() == 1);
            context.stop();
            assertThat(Topics.committed(kafka, topic, topic)).isEmpty();
            Sink next = new Sink();
            routes.start(topic, SMALL, next);
            awaitCommitted(topic, 1, 30);
            assertWritten(next, 1, 0, 30);
        }

        @Test
        void aKilledProcessLeavesTheRestToTheNext() throws Exception {
            String topic = KafkaRoutes.topic(kafka, 1, 50);
            Process victim = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Victim.class.getName(),
                            kafka.bootstrapServers(),
                            topic)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("target/victim.log"))
                    .start();
            assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(victim.exitValue()).isEqualTo(137);
            assertThat(kafka.committedOffset(topic, topic, 0)).hasValue(20);
            routes.start(topic, SMALL, sink);
            awaitCommitted(topic, 1, 50);
            assertWritten(sink, 1, 20, 50);
        }
    }

    /** Ends as by kill -9 in the middle of its third batch. */
    static final class Victim {
        public static void main(String[] args) throws Exception {
            Sink sink = new Sink();
            sink.fate = rows -> {
                if (sink.attempts.size() == 3) {
                    Runtime.getRuntime().halt(137);
                }
                return Sink.done();
            };
            new KafkaRoutes(args[0]).start(args[1], SMALL + "&sessionTimeoutMs=6000&heartbeatIntervalMs=500", sink);
            Thread.currentThread().join();
        }
    }

    @Test
    void anAsynchronousStepIsWaitedFor() throws Exception {
        String topic = KafkaRoutes.topic(kafka, 1, 10);
        CompletableFuture<Void> hold = new CompletableFuture<>();
        sink.fate = rows -> hold;
        routes.start(topic, SMALL, route -> route.routePolicyRef(AtLeastOnce.NAME)
                .threads(2)
                .process(sink));
        eventually().until(() -> sink.attempts.size() == 1);
        assertThat(Topics.committed(kafka, topic, topic)).isEmpty();
        hold.complete(null);
        awaitCommitted(topic, 1, 10);
        assertWritten(sink, 1, 0, 10);
    }

    @Test
    void batchesGrowWhenThereIsEnoughToRead() throws Exception {
        String topic = KafkaRoutes.topic(kafka, 3, 5000);
        routes.start(topic, "clientId=test", sink);
        awaitCommitted(topic, 3, 5000);
        assertWritten(sink, 3, 0, 5000);
        assertThat(sink.attempts).hasSizeLessThan(20).allSatisfy(batch -> assertThat(batch)
                .hasSizeLessThanOrEqualTo(10_000));
        assertThat(sink.attempts.get(0)).hasSizeLessThanOrEqualTo(1000);
    }
}
