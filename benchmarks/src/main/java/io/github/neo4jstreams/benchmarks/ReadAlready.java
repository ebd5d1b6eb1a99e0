package io.github.neo4jstreams.benchmarks;

import io.github.neo4jstreams.sink.SinkDefinition;
import java.util.List;

/** The same messages as maps from the beginning: neither side reads JSON. */
record ReadAlready(Workload workload) implements Workload {

    @Override
    public String name() {
        return workload.name() + "-read-already";
    }

    @Override
    public String endpoint() {
        return workload.endpoint();
    }

    @Override
    public SinkDefinition strategy() {
        return workload.strategy();
    }

    @Override
    public List<Unwind> seed() {
        return workload.seed();
    }

    @Override
    public List<Record> records() {
        return workload.records().stream().map(Record::parsed).toList();
    }

    @Override
    public List<Unwind> byHand(List<Record> records) {
        return workload.byHand(records);
    }
}
