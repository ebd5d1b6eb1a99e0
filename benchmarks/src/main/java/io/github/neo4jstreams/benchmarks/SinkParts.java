package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a sink does to the messages of a batch before the server has it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(SinkParts.RECORDS)
public class SinkParts {

    static final int RECORDS = 1000;

    @Param({"pattern", "cud", "cdc-schema"})
    public String workload;

    private SinkStrategy strategy;
    private List<Record> records;
    private List<Record> parsed;
    private List<GraphAction> actions;

    @Setup
    public void prepare() {
        Workload chosen = List.of(
                        new PatternWorkload(RECORDS),
                        new CudWorkload("cud", 8_000, RECORDS),
                        new SchemaWorkload(RECORDS))
                .stream()
                .filter(one -> one.name().equals(workload))
                .findFirst()
                .orElseThrow();
        strategy = Batch.strategy(chosen);
        records = chosen.records();
        parsed = records.stream().map(Record::parsed).toList();
        actions = actions(records);
    }

    /** JSON into the driver's values, as {@code cypher} takes it. */
    @Benchmark
    public List<Object> json() {
        List<Object> values = new ArrayList<>(RECORDS);
        for (Record record : records) {
            values.add(message(record).valueAsParameter());
        }
        return values;
    }

    /** Java values into the driver's. */
    @Benchmark
    public List<Object> values() {
        List<Object> values = new ArrayList<>(RECORDS);
        for (Record record : parsed) {
            values.add(Parameters.of(record.value()));
        }
        return values;
    }

    /** JSON into actions. */
    @Benchmark
    public List<GraphAction> readAndMap() {
        return actions(records);
    }

    /** Java values into actions. */
    @Benchmark
    public List<GraphAction> map() {
        return actions(parsed);
    }

    /** Actions into statements that are ready to be sent. */
    @Benchmark
    public BatchPlan plan() {
        return BatchPlan.of(actions).ready();
    }

    private List<GraphAction> actions(List<Record> of) {
        List<GraphAction> all = new ArrayList<>();
        for (Record record : of) {
            all.addAll(strategy.actions(message(record)));
        }
        return all;
    }

    private static Message message(Record record) {
        return new Message(MessageFormat.DEFAULT, record.value(), record.key(), Map.of(), null, null);
    }
}
