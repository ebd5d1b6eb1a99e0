package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaReaderTest {

    private static final TopicPartition P0 = new TopicPartition("people", 0);
    private static final TopicPartition P1 = new TopicPartition("people", 1);
    private static final long AT = 1_700_000_000_000L;

    private final CamelContext context = new DefaultCamelContext();
    private final List<KafkaReader> readers = new ArrayList<>();

    /** What the next commit fails with; null if it doesn't. */
    private KafkaException commitFailure;

    private final Map<TopicPartition, Long> commits = new HashMap<>();

    private final MockConsumer<Object, Object> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (commitFailure != null) {
                throw commitFailure;
            }
            offsets.forEach((partition, offset) -> commits.put(partition, offset.offset()));
        }
    };

    KafkaReaderTest() {
        consumer.updatePartitions(
                "people",
                List.of(
                        new PartitionInfo("people", 0, null, null, null),
                        new PartitionInfo("people", 1, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.updateEndOffsets(Map.of(P0, 100L, P1, 100L));
    }

    @AfterEach
    void stop() {
        readers.forEach(KafkaReader::stop);
    }

    private KafkaReader reader(Consumer<KafkaReader> options) {
        KafkaReader reader = new KafkaReader() {
            @Override
            org.apache.kafka.clients.consumer.Consumer<Object, Object> consumer(ReadBounds call) {
                return consumer;
            }
        };
        reader.setCamelContext(context);
        reader.setBrokers("there:1");
        reader.setTopic("people");
        reader.setGroupId("graph");
        reader.setTimeout(50);
        options.accept(reader);
        reader.start();
        readers.add(reader);
        return reader;
    }

    private KafkaReader reader() {
        return reader(any -> {});
    }

    private static ConsumerRecord<Object, Object> record(int partition, long offset) {
        return new ConsumerRecord<>("people", partition, offset, "k" + offset, "v" + offset);
    }

    /** The group gives partitions with the next poll, and records are there then. */
    private void assigned(Set<TopicPartition> partitions, ConsumerRecord<?, ?>... records) {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(partitions);
            add(records);
        });
    }

    @SuppressWarnings("unchecked")
    private void add(ConsumerRecord<?, ?>... records) {
        for (ConsumerRecord<?, ?> record : records) {
            consumer.addRecord((ConsumerRecord<Object, Object>) record);
        }
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private static List<Message> records(Exchange exchange) {
        List<Message> messages = new ArrayList<>();
        exchange.getMessage().getBody(List.class).forEach(record -> messages.add(((Exchange) record).getMessage()));
        return messages;
    }

    /** As Camel does when an exchange is over. */
    private static void done(Exchange exchange) {
        exchange.getExchangeExtension().handoverCompletions().forEach(completion -> {
            if (exchange.isFailed()) {
                completion.onFailure(exchange);
            } else {
                completion.onComplete(exchange);
            }
        });
    }

    @Test
    void recordsAreLikeThoseOfCamelKafka() {
        assigned(
                Set.of(P0),
                new ConsumerRecord<Object, Object>(
                        "people",
                        0,
                        0L,
                        AT,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        "k",
                        "v",
                        new RecordHeaders()
                                .add("trace", "t".getBytes(StandardCharsets.UTF_8))
                                .add("CamelNeo4jStreamsQuery", "MATCH (n) DELETE n".getBytes(StandardCharsets.UTF_8)),
                        Optional.empty()));
        Exchange exchange = exchange(null);
        reader().read(exchange);

        Message record = records(exchange).get(0);
        assertThat(record.getBody()).isEqualTo("v");
        assertThat(record.getHeaders())
                .containsEntry("kafka.TOPIC", "people")
                .containsEntry("kafka.PARTITION", 0)
                .containsEntry("kafka.OFFSET", 0L)
                .containsEntry("kafka.KEY", "k")
                .containsEntry("kafka.TIMESTAMP", AT)
                .containsEntry("trace", "t".getBytes(StandardCharsets.UTF_8))
                .doesNotContainKey("CamelNeo4jStreamsQuery");
    }

    @Test
    void nothingIsCommittedBeforeTheCommitAndAllOfItThen() {
        assigned(Set.of(P0, P1), record(0, 0), record(0, 1), record(1, 0));
        KafkaReader reader = reader();
        Exchange exchange = exchange(null);
        reader.read(exchange);
        assertThat(records(exchange)).hasSize(3);
        assertThat(commits).isEmpty();
        assertThat(consumer.closed()).isFalse();

        reader.commit(exchange);
        assertThat(commits).isEqualTo(Map.of(P0, 2L, P1, 1L));
        assertThat(exchange.getMessage().getBody()).isEqualTo(3);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(KafkaReader.RECORDS, 3)
                .containsEntry(KafkaReader.NEXT_OFFSETS, "0:2,1:1");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void anExchangeThatFailsCommitsNothingAndLeavesTheGroup() {
        assigned(Set.of(P0), record(0, 0));
        Exchange exchange = exchange(null);
        reader().read(exchange);
        exchange.setException(new IllegalStateException("the graph is away"));
        done(exchange);

        assertThat(commits).isEmpty();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void noMoreRecordsAreReadThanAreWantedAndTheRestIsNotPassed() {
        assigned(Set.of(P0, P1), record(0, 0), record(0, 1), record(0, 2), record(1, 0), record(1, 1));
        Exchange exchange = exchange(Map.of("maxRecords", 4, "timeout", 60_000));
        reader().read(exchange);

        assertThat(records(exchange)).hasSize(4);
        Map<Integer, Long> next = new TreeMap<>();
        for (Message record : records(exchange)) {
            next.merge(
                    record.getHeader("kafka.PARTITION", int.class),
                    record.getHeader("kafka.OFFSET", long.class) + 1,
                    Math::max);
        }
        assertThat(exchange.getMessage().getHeader(KafkaReader.NEXT_OFFSETS))
                .isEqualTo(ReadBounds.print(new TreeMap<>(next)));
    }

    @Test
    void whereItListenedIsCommittedAlsoWhenNothingCame() {
        assigned(Set.of(P0));
        KafkaReader reader = reader();
        Exchange exchange = exchange(null);
        reader.read(exchange);
        assertThat(records(exchange)).isEmpty();
        assertThat(exchange.getMessage().getHeader(KafkaReader.NEXT_OFFSETS)).isEqualTo("0:0");
        reader.commit(exchange);
        assertThat(commits).isEqualTo(Map.of(P0, 0L));
    }

    @Test
    void recordsOfPartitionsThatGoAreTheNextOwners() {
        assigned(Set.of(P0, P1), record(0, 0), record(1, 0));
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of(P1)));
        Exchange exchange = exchange(null);
        reader().read(exchange);

        assertThat(records(exchange))
                .extracting(record -> record.getHeader("kafka.PARTITION"))
                .containsExactly(1);
        assertThat(exchange.getMessage().getHeader(KafkaReader.NEXT_OFFSETS)).isEqualTo("1:1");
    }

    static Stream<KafkaException> whateverFails() {
        return Stream.of(
                new CommitFailedException(), new RebalanceInProgressException(), new TimeoutException("nobody knows"));
    }

    @ParameterizedTest
    @MethodSource("whateverFails")
    void aCommitThatFailsSaysWhatIsWrittenAndCanBeRepeated(KafkaException failure) {
        assigned(Set.of(P0), record(0, 0));
        KafkaReader reader = reader();
        Exchange exchange = exchange(null);
        reader.read(exchange);
        commitFailure = failure;

        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> reader.commit(exchange))
                .withMessageStartingWith(
                        "1 records of people are written, but 0:1 isn't committed, and the next call reads them again: ")
                .withCause(failure);
        assertThat(consumer.closed()).isFalse();

        commitFailure = null;
        reader.commit(exchange);
        assertThat(commits).isEqualTo(Map.of(P0, 1L));
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void nothingIsCommittedIfNobodyWantsIt() {
        assigned(Set.of(P0), record(0, 0));
        KafkaReader reader = reader();
        Exchange exchange = exchange(Map.of("commit", false));
        reader.read(exchange);
        reader.commit(exchange);
        assertThat(commits).isEmpty();
        assertThat(exchange.getMessage().getBody()).isEqualTo(1);
    }

    @Test
    void withoutAGroupAllPartitionsAreRead() {
        KafkaReader reader = reader(options -> {
            options.setGroupId(null);
            options.setCommit(false);
        });
        consumer.schedulePollTask(() -> add(record(0, 0), record(1, 0)));
        Exchange exchange = exchange(null);
        reader.read(exchange);
        assertThat(records(exchange)).hasSize(2);
    }

    @Test
    void partitionsCanBeNamedWithTheirOffsets() {
        consumer.schedulePollTask(() -> add(record(1, 30), record(1, 31)));
        Exchange exchange = exchange(Map.of("partitions", List.of(Map.of("partition", 1, "offset", 30))));
        reader().read(exchange);
        assertThat(records(exchange))
                .extracting(record -> record.getHeader("kafka.OFFSET"))
                .containsExactly(30L, 31L);
        assertThat(exchange.getMessage().getHeader(KafkaReader.NEXT_OFFSETS)).isEqualTo("1:32");
    }

    @Test
    void aTopicThatIsNotThereIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(options -> options.setTopic("nowhere")).read(exchange(null)))
                .withMessageContaining("nowhere");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void aPartitionThatIsNotThereIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().read(exchange(Map.of("partitions", "2:0"))))
                .withMessageContaining("no partition 2");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void aGroupThatIsBusyForTooLongFailsTheCall() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> reader(options -> options.setJoinTimeout(1)).read(exchange(null)))
                .withMessageContaining("joinTimeout=1 ms");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void readAndCommitBelongTogether() {
        assigned(Set.of(P0), record(0, 0));
        KafkaReader reader = reader();
        Exchange exchange = exchange(null);
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.commit(exchange))
                .withMessageContaining("read comes first");
        reader.read(exchange);
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(exchange))
                .withMessageContaining("isn't committed");
    }

    static Stream<Map.Entry<String, Consumer<KafkaReader>>> wrong() {
        return Stream.of(
                Map.entry("'topic'", reader -> reader.setTopic("")),
                Map.entry("groupId", reader -> reader.setGroupId(null)),
                Map.entry("timeout=0", reader -> reader.setTimeout(0)),
                Map.entry("joinTimeout=0", reader -> reader.setJoinTimeout(0)),
                Map.entry("maxRecords=0", reader -> reader.setMaxRecords(0)),
                Map.entry("from=now", reader -> reader.setFrom("now")),
                Map.entry("partitions=0", reader -> reader.setPartitions("0")),
                Map.entry("camel.component.kafka.brokers", reader -> reader.setBrokers(null)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsSaidAtTheStart(Map.Entry<String, Consumer<KafkaReader>> option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader(option.getValue()))
                .withMessageContaining(option.getKey());
    }

    @Test
    void whatThePromiseTakesCantBeChanged() {
        KafkaReader reader = reader(options -> options.setAdditionalProperties(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                "true",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                "mine",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                "7000")));
        assertThat(reader.settings(new ReadBounds(1, 7, new TreeMap<>(), "earliest", true)))
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
                .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 7)
                .containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "graph")
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "7000")
                .doesNotContainKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }

    @Test
    void onceStoppedItReadsNothing() {
        KafkaReader reader = reader();
        reader.stop();
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(exchange(null)))
                .withMessageContaining("isn't running");
    }

    @Test
    void aReadEndsWhenItIsStopped() {
        KafkaReader reader = reader();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(P0));
            reader.stop();
        });
        Exchange exchange = exchange(Map.of("timeout", 3_600_000));
        assertThatIllegalStateException()
                .isThrownBy(() -> reader.read(exchange))
                .withMessageContaining("is being stopped");
        assertThat(consumer.closed()).isTrue();
    }
}
