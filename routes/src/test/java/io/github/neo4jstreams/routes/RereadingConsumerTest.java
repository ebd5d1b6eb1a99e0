package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.camel.AdaptiveSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RereadingConsumerTest {

    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private RuntimeException commitFailure;
    private ConsumerRebalanceListener listener;
    private RereadingConsumer.Batch batch;

    private final MockConsumer<String, String> client = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            RuntimeException failure = commitFailure;
            if (failure != null) {
                commitFailure = null;
                throw failure;
            }
            committed.putAll(offsets);
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener given) {
            listener = given;
            super.subscribe(topics, given);
        }
    };
    private final AtomicInteger closed = new AtomicInteger();
    private final Consumer<?, ?> consumer = RereadingConsumer.over(
            client, AdaptiveSize.fixed(Integer.MAX_VALUE), Duration.ofSeconds(1), closed::incrementAndGet);

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of("t"), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // as Camel does
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                // as Camel does
            }
        });
        client.rebalance(List.of(ZERO, ONE));
        client.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        consumer.poll(NO_TIME);
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    private void add(TopicPartition partition, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            client.addRecord(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", "v"));
        }
    }

    private List<Long> poll() {
        return poll(consumer).stream().map(ConsumerRecord::offset).toList();
    }

    private List<ConsumerRecord<Object, Object>> poll(Consumer<?, ?> which) {
        List<ConsumerRecord<Object, Object>> records = new ArrayList<>();
        which.poll(NO_TIME).forEach(one -> {
            batch = (RereadingConsumer.Batch) one.value();
            batch.records().forEach(records::add);
        });
        return records;
    }

    /** The last batch, as the route has it. */
    private RereadingConsumer.Batch taken() {
        assertThat(batch.take()).isTrue();
        return batch;
    }

    @Test
    void aPollAfterRecordsReturnsNone() {
        add(ZERO, 0, 3);
        assertThat(poll()).containsExactly(0L, 1L, 2L);
        add(ONE, 0, 1);
        assertThat(poll()).isEmpty();
    }

    @Test
    void commitsWhatIsReportedWrittenWithTheNextPoll() {
        add(ZERO, 0, 3);
        poll();
        taken().written();
        assertThat(committed).isEmpty();
        poll();
        assertThat(committed).containsExactly(Map.entry(ZERO, new OffsetAndMetadata(3)));
    }

    @Test
    void seeksBackWhenNobodyReportsAnything() {
        add(ZERO, 0, 3);
        poll();
        poll();
        poll();
        assertThat(client.position(ZERO)).isZero();
        assertThat(committed).isEmpty();
        assertThat(client.paused()).isEmpty();
    }

    @Test
    void handsOverOneRecordThatStandsForAll() {
        add(ZERO, 0, 3);
        add(ONE, 0, 2);
        assertThat(consumer.poll(NO_TIME).count()).isEqualTo(1);
    }

    @Test
    void givesABatchToOneExchangeOnly() {
        add(ZERO, 0, 3);
        poll();
        assertThat(batch.take()).isTrue();
        assertThat(batch.take()).isFalse();
    }

    @Test
    void givesNoBatchThatIsReadAgain() {
        add(ZERO, 0, 3);
        poll();
        poll();
        poll();
        assertThat(batch.take()).isFalse();
    }

    @Test
    void aReportAfterTheBatchWasGivenUpChangesNothing() {
        add(ZERO, 0, 3);
        poll();
        RereadingConsumer.Batch late = taken();
        poll();
        late.written();
        poll();
        assertThat(committed).isEmpty();
    }

    @Test
    void leavesAPausedConsumerPaused() {
        add(ZERO, 0, 3);
        poll();
        taken().failed("no reason");
        consumer.pause(Set.of(ONE));
        poll();
        assertThat(client.paused()).containsExactly(ONE);
    }

    @Test
    void commitsAgainWithTheNextPollWhenACommitFails() {
        add(ZERO, 0, 3);
        poll();
        taken().written();
        commitFailure = new TimeoutException();
        poll();
        assertThat(committed).isEmpty();
        poll();
        assertThat(committed).containsEntry(ZERO, new OffsetAndMetadata(3));
    }

    @Test
    void commitsBeforePartitionsGo() {
        add(ZERO, 0, 3);
        poll();
        taken().written();
        commitFailure = new TimeoutException();
        poll();
        listener.onPartitionsRevoked(List.of(ZERO));
        assertThat(committed).containsEntry(ZERO, new OffsetAndMetadata(3));
    }

    @Test
    void doesNotCommitWhatHasGone() {
        add(ZERO, 0, 3);
        poll();
        taken().written();
        commitFailure = new TimeoutException();
        poll();
        listener.onPartitionsLost(List.of(ZERO));
        poll();
        assertThat(committed).isEmpty();
    }

    @Test
    void commitsWhenItLeavesAlsoIfItIsWokenUp() {
        add(ZERO, 0, 3);
        poll();
        taken().written();
        commitFailure = new WakeupException();
        consumer.unsubscribe();
        assertThat(committed).containsEntry(ZERO, new OffsetAndMetadata(3));
    }

    @Nested
    class InParts {

        /** Of three records at first. */
        private final Consumer<?, ?> parts = RereadingConsumer.over(
                client, AdaptiveSize.upTo(3, Duration.ofDays(1)), Duration.ofSeconds(1), closed::incrementAndGet);

        private List<String> poll() {
            return RereadingConsumerTest.this.poll(parts).stream()
                    .map(record -> record.partition() + "@" + record.offset())
                    .toList();
        }

        @Test
        void handsOverSomeOfEachPartitionInOrder() {
            add(ZERO, 0, 4);
            add(ONE, 0, 3);
            assertThat(poll()).containsExactlyInAnyOrder("0@0", "1@0", "1@1");
            taken().written();
            assertThat(poll()).containsExactlyInAnyOrder("1@2", "0@1", "0@2");
            taken().written();
            assertThat(poll()).containsExactly("0@3");
        }

        @Test
        void commitsNoFurtherThanItHasHandedOver() {
            add(ZERO, 0, 4);
            poll();
            taken().written();
            poll();
            assertThat(committed).containsExactly(Map.entry(ZERO, new OffsetAndMetadata(3)));
            taken().written();
            poll();
            assertThat(committed).containsExactly(Map.entry(ZERO, new OffsetAndMetadata(4)));
        }

        @Test
        void readsAllOfItAgainAfterAFailure() {
            add(ZERO, 0, 4);
            add(ONE, 0, 1);
            poll();
            taken().failed("no reason");
            poll();
            assertThat(client.position(ZERO)).isZero();
            assertThat(client.position(ONE)).isZero();
        }

        @Test
        void asksKafkaBeforeEachPartWithoutWantingRecordsIfThereAreEnough() {
            add(ZERO, 0, 7);
            poll();
            taken().written();
            List<Set<TopicPartition>> paused = new ArrayList<>();
            client.schedulePollTask(() -> paused.add(client.paused()));
            assertThat(poll()).containsExactly("0@3", "0@4", "0@5");
            assertThat(paused).containsExactly(Set.of(ZERO, ONE));
            assertThat(client.paused()).isEmpty();
        }

        @Test
        void takesWhatKafkaHasSentMeanwhileIfThereAreTooFew() {
            add(ZERO, 0, 4);
            poll();
            taken().written();
            add(ONE, 0, 4);
            assertThat(poll()).containsExactlyInAnyOrder("0@3", "1@0", "1@1");
            taken().written();
            poll();
            assertThat(committed)
                    .containsOnly(Map.entry(ZERO, new OffsetAndMetadata(4)), Map.entry(ONE, new OffsetAndMetadata(2)));
        }

        @Test
        void handsOverWhatItHasBeforeAnErrorOfKafka() {
            add(ZERO, 0, 4);
            poll();
            taken().written();
            client.setPollException(new KafkaException("no record"));
            assertThat(poll()).containsExactly("0@3");
            taken().written();
            client.setPollException(new KafkaException("no record"));
            assertThatThrownBy(this::poll).hasMessage("no record");
        }

        @Test
        void forgetsWhatHasGone() {
            add(ZERO, 0, 4);
            add(ONE, 0, 4);
            poll();
            taken().written();
            listener.onPartitionsRevoked(List.of(ZERO));
            assertThat(poll()).allMatch(record -> record.startsWith("1@")).isNotEmpty();
        }

        @Test
        void forgetsWhatIsSought() {
            add(ZERO, 0, 4);
            poll();
            taken().written();
            parts.seek(ZERO, 3);
            assertThat(poll()).isEmpty();
            add(ZERO, 3, 5);
            assertThat(poll()).containsExactly("0@3", "0@4");
        }

        @Test
        void handsNothingOverOfWhatIsPaused() {
            add(ZERO, 0, 4);
            add(ONE, 0, 4);
            poll();
            taken().written();
            parts.pause(Set.of(ONE));
            assertThat(poll()).allMatch(record -> record.startsWith("0@")).isNotEmpty();
        }

        @BeforeEach
        void subscribe() {
            RereadingConsumerTest.this.consumer.unsubscribe();
            parts.subscribe(List.of("t"), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // as Camel does
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    // as Camel does
                }
            });
            client.rebalance(List.of(ZERO, ONE));
            parts.poll(NO_TIME);
        }
    }

    @Test
    void closesTheClient() {
        consumer.close(Duration.ZERO);
        assertThat(client.closed()).isTrue();
        assertThat(closed).hasValue(1);
    }
}
