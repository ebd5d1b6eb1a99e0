package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.SinkWriter.Outcome;
import io.github.neo4jstreams.camel.SinkWriter.Settings;
import io.github.neo4jstreams.graph.Fence.Partition;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.message.Coordinates;
import io.github.neo4jstreams.sink.SinkStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Writes the messages of one exchange, in several lanes at a time, each with its own transactions. A partition of Kafka is in
 * one lane as a whole, so its records are written in their order, and no fence is locked by two. Thread-safe.
 */
final class SinkLanes {

    private final Graph graph;
    private final SinkStrategy strategy;
    private final Settings settings;
    private final int most;

    /** @param most lanes; 1 for the caller's thread alone */
    SinkLanes(Graph graph, SinkStrategy strategy, Settings settings, int most) {
        this.graph = graph;
        this.strategy = strategy;
        this.settings = settings;
        this.most = most;
    }

    /** Another lane has failed, and says why. */
    private static final class AbandonedException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * Returns when nobody writes any more.
     *
     * @param sentAgain whether records that can't be written are sent again before any later ones of their partition
     * @throws RuntimeException of the first lane that failed; the others stop after the transaction that they are in
     */
    Outcome write(List<Received> messages, boolean sentAgain) {
        List<List<Received>> lanes = split(messages, most);
        Outcome outcome =
                lanes.size() == 1 ? writer().write(messages, sentAgain, () -> {}) : writeAll(lanes, sentAgain);
        settings.rejection().settled(messages);
        return outcome;
    }

    private SinkWriter writer() {
        return new SinkWriter(graph, strategy, settings);
    }

    private Outcome writeAll(List<List<Received>> lanes, boolean sentAgain) {
        AtomicBoolean failed = new AtomicBoolean();
        Runnable goesOn = () -> {
            if (failed.get()) {
                throw new AbandonedException();
            }
        };
        return outcome(lanes.stream()
                .map(lane -> start(() -> writer().write(lane, sentAgain, goesOn))
                        .whenComplete((outcome, failure) -> failed.compareAndSet(false, failure != null)))
                .toList());
    }

    /** Whatever happens, the others have begun and are waited for. */
    private CompletableFuture<Outcome> start(Supplier<Outcome> lane) {
        try {
            return CompletableFuture.supplyAsync(lane, settings.threads());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Outcome outcome(List<CompletableFuture<Outcome>> written) {
        Outcome sum = null;
        RuntimeException failure = null;
        for (CompletableFuture<Outcome> lane : written) {
            try {
                Outcome outcome = lane.join();
                sum = sum == null ? outcome : sum.plus(outcome);
            } catch (CompletionException e) {
                failure = worse(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return sum;
    }

    private static RuntimeException worse(RuntimeException failure, CompletionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        RuntimeException other = (RuntimeException) e.getCause();
        return failure == null || failure instanceof AbandonedException ? other : failure;
    }

    /** Messages of one partition that follow each other. */
    private record Run(Partition partition, int from, int to) {

        int size() {
            return to - from;
        }
    }

    /** One if there are no partitions to tell apart. */
    static List<List<Received>> split(List<Received> messages, int most) {
        if (most == 1) {
            return List.of(messages);
        }
        List<Run> runs = runs(messages);
        Map<Partition, Integer> sizes = new LinkedHashMap<>();
        runs.forEach(run -> sizes.merge(run.partition(), run.size(), Integer::sum));
        return sizes.size() < 2 ? List.of(messages) : split(messages, runs, sizes, most);
    }

    /** None if one of the messages is of no partition. */
    private static List<Run> runs(List<Received> messages) {
        List<Run> runs = new ArrayList<>();
        Coordinates first = null;
        int from = 0;
        for (int i = 0; i < messages.size(); i++) {
            Coordinates at = messages.get(i).message().coordinates().orElse(null);
            if (at == null) {
                return List.of();
            }
            if (first == null) {
                first = at;
            } else if (at.partition() != first.partition() || !at.topic().equals(first.topic())) {
                runs.add(new Run(partition(first), from, i));
                first = at;
                from = i;
            }
        }
        if (first != null) {
            runs.add(new Run(partition(first), from, messages.size()));
        }
        return runs;
    }

    /** The largest partition first, each into the lane that has least. */
    private static List<List<Received>> split(
            List<Received> messages, List<Run> runs, Map<Partition, Integer> sizes, int most) {
        List<List<Received>> lanes = new ArrayList<>();
        for (int i = 0; i < Math.min(most, sizes.size()); i++) {
            lanes.add(new ArrayList<>());
        }
        int[] load = new int[lanes.size()];
        Map<Partition, List<Received>> lane = new HashMap<>();
        sizes.entrySet().stream()
                .sorted(Entry.<Partition, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(partition -> {
                    int least = least(load);
                    load[least] += partition.getValue();
                    lane.put(partition.getKey(), lanes.get(least));
                });
        runs.forEach(run -> lane.get(run.partition()).addAll(messages.subList(run.from(), run.to())));
        return lanes;
    }

    private static int least(int[] load) {
        int least = 0;
        for (int i = 1; i < load.length; i++) {
            if (load[i] < load[least]) {
                least = i;
            }
        }
        return least;
    }

    private static Partition partition(Coordinates at) {
        return new Partition(at.topic(), at.partition());
    }
}
