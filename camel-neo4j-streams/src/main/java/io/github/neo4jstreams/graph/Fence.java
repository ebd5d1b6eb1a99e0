package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.cypher.FenceStatements;
import io.github.neo4jstreams.value.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How far a sink has written each partition, kept in the graph with the data and moved in the same transaction. A
 * transaction takes the lock of its fences first and compares then, so that whoever writes the same records again, be it a
 * redelivery, a replica that woke up late, or an attempt after a commit that nobody confirmed, does nothing. Thread-safe.
 *
 * <p>A fence is a node {@code (:Neo4jStreamsOffset {id, sink, topic, partition, offset, timestamp, lockedAt})}: the offset of
 * the last record that is written, and the latest timestamp of all that are. Its only key is {@code id}, because every
 * edition and version has constraints on one property.
 */
public final class Fence {

    /** Label of the fences unless another one is configured. */
    public static final String LABEL = "Neo4jStreamsOffset";

    private static final String ID = "id";

    /**
     * Of two sinks that ask for the first time, one waits for the server to have compiled the other's statement. If somebody
     * creates a constraint on the label meanwhile, that one is behind it in the queue for the label's lock, and it behind
     * the first: all three would wait for good (seen on 5.26, which finds deadlocks among locks only, and ends no change of
     * the schema when its time is over). So the readers give up, and ask again.
     */
    private static final Work READ_OFFSET = Work.WRITE.withTimeout(Duration.ofSeconds(5));

    private final String label;
    private final String sink;
    /** The first record that could not be written here, as far as nobody has written it since. */
    private final Map<Partition, Long> failed = new ConcurrentHashMap<>();

    /**
     * @param label of the nodes
     * @param sink  stable name of whoever writes: fences of different sinks have nothing to do with each other
     */
    public Fence(String label, String sink) {
        this.label = label;
        this.sink = sink;
    }

    /** A partition of a topic. */
    public record Partition(String topic, int number) {}

    /**
     * A record of Kafka.
     *
     * @param timestamp when it was produced, in milliseconds since 1970, or null if nobody knows
     */
    public record Mark(Partition partition, long offset, Long timestamp) {

        /** @param timestamp may be null */
        public static Mark of(String topic, int partition, long offset, Instant timestamp) {
            return new Mark(
                    new Partition(topic, partition), offset, timestamp == null ? null : timestamp.toEpochMilli());
        }

        @Override
        public String toString() {
            return partition.topic() + "/" + partition.number() + "@" + offset;
        }
    }

    /** What had been written when the fences were locked. */
    public final class Written {

        private final Map<Partition, JsonObject> fences = new HashMap<>();

        private Written(List<JsonObject> rows) {
            rows.forEach(row -> fences.put(
                    new Partition((String) row.get("topic"), ((Number) row.get("partition")).intValue()), row));
        }

        private boolean hasReached(Partition partition, long offset) {
            JsonObject fence = fences.get(partition);
            return fence != null && fence.get("offset") instanceof Long reached && reached >= offset;
        }

        /**
         * Whether the record is written.
         *
         * @throws OffsetRegressionException if another record has been at its place
         */
        public boolean contains(Mark mark) {
            if (!hasReached(mark.partition(), mark.offset())) {
                return false;
            }
            JsonObject fence = fences.get(mark.partition());
            // what has been written before can't be younger than the youngest that has been
            if (mark.timestamp() != null
                    && fence.get("timestamp") instanceof Long youngest
                    && mark.timestamp() > youngest) {
                throw new OffsetRegressionException(
                        mark, (Long) fence.get("offset"), sink, label, id(mark.partition()));
            }
            return true;
        }
    }

    /**
     * Makes sure that there is one fence a partition only.
     *
     * @throws ConfigurationException if the constraint is missing and the user may not create it
     */
    public void prepare(Graph graph) {
        graph.ensureUnique(label, ID, "exactlyOnce keeps offsets in the graph");
    }

    /**
     * Locks the fences of these records for the transaction and moves them to the last of each partition. The answer is on its
     * way: what follows in the transaction may be sent before it is asked for, and holds the lock all the same.
     */
    public Supplier<Written> advance(GraphTransaction transaction, Collection<Mark> marks) {
        return lock(transaction, marks, true);
    }

    /** Locks the fences of these records for the transaction; the answer is on its way. */
    public Supplier<Written> lock(GraphTransaction transaction, Collection<Mark> marks) {
        return lock(transaction, marks, false);
    }

    /**
     * Remembers that records could not be written. Whoever sends them sends them again before any later ones of their
     * partition, which would take the fence past them: see {@link #refuseBehindFailed}.
     */
    public void failed(Collection<Mark> marks) {
        marks.forEach(mark -> failed.merge(mark.partition(), mark.offset(), Math::min));
    }

    /** Whether there are records before these that could not be written; somebody may have written them since. */
    public boolean isBehindFailed(Collection<Mark> marks) {
        return !failed.isEmpty() && first(marks).stream().anyMatch(this::isBehindFailed);
    }

    private boolean isBehindFailed(Mark first) {
        Long missing = failed.get(first.partition());
        return missing != null && first.offset() > missing;
    }

    /**
     * Forgets those that somebody has written since.
     *
     * @param marks all that are sent together
     * @throws SkippedRecordsException if there are others
     */
    public void refuseBehindFailed(GraphTransaction transaction, Collection<Mark> marks) {
        Written written = lock(transaction, marks).get();
        for (Mark first : first(marks)) {
            Long missing = failed.get(first.partition());
            if (missing != null && written.hasReached(first.partition(), missing)) {
                failed.remove(first.partition(), missing);
            } else if (missing != null && first.offset() > missing) {
                throw new SkippedRecordsException(first, missing);
            }
        }
    }

    private static Collection<Mark> first(Collection<Mark> marks) {
        Map<Partition, Mark> first = new HashMap<>();
        marks.forEach(mark -> first.merge(mark.partition(), mark, (a, b) -> a.offset() < b.offset() ? a : b));
        return first.values();
    }

    /** The offset of the last record of a partition that is written, as the leader knows it. */
    public OptionalLong offset(Graph graph, String topic, int partition) {
        return graph
                .transact(
                        READ_OFFSET, tx -> tx.rows(FenceStatements.offset(label, id(new Partition(topic, partition)))))
                .result()
                .stream()
                .filter(row -> row.get("offset") != null)
                .mapToLong(row -> (Long) row.get("offset"))
                .findFirst();
    }

    private Supplier<Written> lock(GraphTransaction transaction, Collection<Mark> marks, boolean forward) {
        Map<Partition, Map<String, Object>> rows = new HashMap<>();
        for (Mark mark : marks) {
            Map<String, Object> row = rows.computeIfAbsent(mark.partition(), this::row);
            if (forward) {
                row.merge("offset", mark.offset(), (a, b) -> Math.max((Long) a, (Long) b));
                if (mark.timestamp() != null) {
                    row.merge("timestamp", mark.timestamp(), (a, b) -> Math.max((Long) a, (Long) b));
                }
            }
        }
        // in the order of their ids, so that two transactions can't wait for each other
        List<Object> inOrder = rows.values().stream()
                .sorted(Comparator.comparing(row -> (String) row.get(ID)))
                .collect(Collectors.toList());
        Supplier<List<JsonObject>> fences = transaction.ask(FenceStatements.advance(label, inOrder));
        return () -> new Written(fences.get());
    }

    private Map<String, Object> row(Partition partition) {
        Map<String, Object> row = new HashMap<>();
        row.put(ID, id(partition));
        row.put("sink", sink);
        row.put("topic", partition.topic());
        row.put("partition", partition.number());
        return row;
    }

    private String id(Partition partition) {
        return Ids.join(sink, partition.topic() + "/" + partition.number());
    }
}
