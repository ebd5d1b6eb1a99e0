package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.PollOnError;
import org.apache.camel.component.kafka.SeekPolicy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no Kafka: settings and warnings. Routes aren't started, or find no broker. */
class AtLeastOnceTest {

    private static final String SINK = "neo4j-streams:cypher?query=RAW(CREATE (:Person {id: event.id}))";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private KafkaComponent kafka() {
        return context.getComponent("kafka", KafkaComponent.class);
    }

    private KafkaConfiguration start(String uri, Consumer<RouteDefinition> route) throws Exception {
        kafka().getConfiguration().setBrokers("localhost:1");
        context.getShutdownStrategy().setTimeout(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                route.accept(from(uri).routeId("people").autoStartup(false));
            }
        });
        context.start();
        return ((KafkaEndpoint) context.getRoute("people").getEndpoint()).getConfiguration();
    }

    private KafkaConfiguration startWithPolicy(String uri) throws Exception {
        return start(uri, route -> route.routePolicyRef(AtLeastOnce.NAME).log("x"));
    }

    @Nested
    class Settings {

        @Test
        void areSafeWhenNobodyHasSetAny() throws Exception {
            KafkaConfiguration settings = startWithPolicy("kafka:people?groupId=g");
            assertThat(settings.isBatching()).isTrue();
            assertThat(settings.getMaxPollRecords()).isEqualTo(20_000);
            assertThat(settings.getAutoCommitEnable()).isFalse();
            assertThat(settings.getAutoOffsetReset()).isEqualTo("earliest");
            assertThat(settings.getPollOnError()).isEqualTo(PollOnError.RECONNECT);
        }

        @Test
        void areKeptWhenTheyAreSafe() throws Exception {
            kafka().getConfiguration().setPollOnError(PollOnError.RECONNECT);
            KafkaConfiguration settings =
                    startWithPolicy("kafka:people?groupId=g&autoOffsetReset=none&maxPollRecords=7&batching=true");
            assertThat(settings.getMaxPollRecords()).isEqualTo(7);
            assertThat(settings.getAutoOffsetReset()).isEqualTo("none");
        }

        @Test
        void areThoseOfNobodyWhereSpringBootSetsKafkasDefaultOnTheComponent() throws Exception {
            kafka().getConfiguration().setMaxPollRecords(500);
            assertThat(startWithPolicy("kafka:people?groupId=g").getMaxPollRecords())
                    .isEqualTo(20_000);
        }

        @Test
        void areThoseOfTheRouteAlsoWhereTheyAreKafkasDefault() throws Exception {
            assertThat(startWithPolicy("kafka:people?groupId=g&maxPollRecords=500")
                            .getMaxPollRecords())
                    .isEqualTo(500);
        }

        @ParameterizedTest
        @CsvSource({
            "groupId,",
            "autoOffsetReset, latest",
            "autoCommitEnable, true",
            "allowManualCommit, true",
            "breakOnFirstError, true",
            "pollOnError, DISCARD",
            "pollOnError, ERROR_HANDLER",
            "seekTo, END",
            "batching, false",
            "batchingIntervalMs, 100"
        })
        void thatLoseAreRefusedByName(String option, String value) {
            String uri = "kafka:people?saslJaasConfig=RAW(a b+{c}&d)"
                    + (value == null ? "" : "&groupId=g&" + option + "=" + value);
            assertThatThrownBy(() -> startWithPolicy(uri))
                    .rootCause()
                    .hasMessageStartingWith("Route people: atLeastOnce refuses a setting: " + option + " ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "allowManualCommit",
                    "breakOnFirstError",
                    "pollOnError",
                    "batchingIntervalMs",
                    "seekTo",
                    "pollExceptionStrategy"
                })
        void ofTheComponentAreRefusedToo(String option) {
            KafkaConfiguration settings = kafka().getConfiguration();
            switch (option) {
                case "allowManualCommit" -> settings.setAllowManualCommit(true);
                case "breakOnFirstError" -> settings.setBreakOnFirstError(true);
                case "pollOnError" -> settings.setPollOnError(PollOnError.DISCARD);
                case "batchingIntervalMs" -> settings.setBatchingIntervalMs(100);
                case "seekTo" -> settings.setSeekTo(SeekPolicy.END);
                default -> kafka().setPollExceptionStrategy(new PassOver());
            }
            assertThatThrownBy(() -> startWithPolicy("kafka:people?groupId=g"))
                    .rootCause()
                    .hasMessageContaining("refuses a setting: " + option + " (on the kafka component) ");
        }

        @Test
        void amongTheAdditionalPropertiesAreRefused() {
            assertThatThrownBy(() ->
                            startWithPolicy("kafka:people?groupId=g&additionalProperties.auto.offset.reset=latest"))
                    .rootCause()
                    .hasMessageContaining("autoOffsetReset");
        }

        @Test
        void needARouteFromKafka() {
            assertThatThrownBy(() -> startWithPolicy("direct:people"))
                    .rootCause()
                    .hasMessage("Route people: atLeastOnce needs a route from kafka, not from direct://people");
        }

        @Test
        void areMadeOnceForTwoRoutesFromTheSameEndpoint() throws Exception {
            startWithPolicy("kafka:people?groupId=g");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kafka:people?groupId=g")
                            .autoStartup(false)
                            .routePolicy(new AtLeastOnce())
                            .log("y");
                }
            });
            assertThat(context.getRoutes()).hasSize(2);
        }
    }

    @Nested
    class Warnings {

        private final ListAppender<ILoggingEvent> log = new ListAppender<>();

        private List<String> warnings(String uri, Consumer<RouteDefinition> route) throws Exception {
            Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(AtLeastOncePlugin.class);
            log.start();
            logger.addAppender(log);
            try {
                start(uri, route);
                // a route is looked at when it is about to start, whether or not there is a broker
                context.getRouteController().startRoute("people");
                context.getRouteController().stopRoute("people");
                context.getRouteController().startRoute("people");
            } finally {
                logger.detachAppender(log);
            }
            return log.list.stream()
                    .filter(event -> event.getLevel() == Level.WARN)
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }

        @Test
        void nameTheRouteAndTheLineToAdd() throws Exception {
            assertThat(warnings(
                            "kafka:people?groupId=g&batching=true&maxPollRecords=10",
                            route -> route.filter(body()).to(SINK).end()))
                    .containsExactly(
                            "Route people reads batches from Kafka, and loses those that can't be written: add the"
                                    + " line 'routePolicy: atLeastOnce' to it");
        }

        @Test
        void areForRoutesThatWriteThroughAKamelet() throws Exception {
            assertThat(warnings(
                            "kafka:people?groupId=g&batching=true&maxPollRecords=10",
                            route -> route.to("kamelet:neo4j-streams-cud-sink")))
                    .hasSize(1);
        }

        @Test
        void areNotForRoutesWhoseKameletDoesNotWriteToTheGraph() throws Exception {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("other").from("kamelet:source").log("x");
                }
            });
            assertThat(warnings(
                            "kafka:people?groupId=g&batching=true&maxPollRecords=10",
                            route -> route.to("kamelet:other")))
                    .isEmpty();
        }

        @Test
        void areNotForRoutesThatHaveThePolicy() throws Exception {
            assertThat(warnings("kafka:people?groupId=g", route -> route.routePolicyRef(AtLeastOnce.NAME)
                            .to(SINK)))
                    .isEmpty();
        }

        /** The next batch would move the offset in the graph past the one that failed. */
        @Test
        void areForRoutesThatGoOnFromTheGraphAsWell() throws Exception {
            context.getRegistry().bind("offsets", new MemoryStateRepository());
            assertThat(warnings(
                            "kafka:people?groupId=g&batching=true&maxPollRecords=10&offsetRepository=#offsets",
                            route -> route.to(SINK)))
                    .hasSize(1);
        }

        @Test
        void areNotForRoutesWithoutBatches() throws Exception {
            assertThat(warnings("kafka:people?groupId=g", route -> route.to(SINK)))
                    .isEmpty();
        }

        private org.apache.camel.Predicate body() {
            return exchange -> exchange.getMessage().getBody() != null;
        }
    }

    private static final class PassOver implements org.apache.camel.component.kafka.PollExceptionStrategy {
        @Override
        public boolean canContinue() {
            return true;
        }

        @Override
        public void handle(long partitionLastOffset, Exception exception) {
            // and on
        }
    }

    @Test
    void aBeanOfThatNameWins() {
        AtLeastOnce mine = new AtLeastOnce();
        try (CamelContext other = new DefaultCamelContext(false)) {
            other.getRegistry().bind(AtLeastOnce.NAME, mine);
            new AtLeastOncePlugin().load(other);
            assertThat(other.getRegistry().lookupByName(AtLeastOnce.NAME)).isSameAs(mine);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
