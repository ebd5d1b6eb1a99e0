package io.github.neo4jstreams.benchmarks.throughput;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One run of a contender. Times and processors count from the first records that were committed to the last ones.
 *
 * @param round            from 1; 0 and below to warm up
 * @param records          between the first and the last commit
 * @param seconds          between the first and the last commit
 * @param warmPerSecond    records a second of the second half; 0 if it came at once
 * @param transactions     between the first and the last commit; empty if that doesn't matter
 * @param cpu              seconds of the contender
 * @param databaseCpu      seconds
 * @param brokerCpu        seconds
 * @param allocated        bytes
 * @param collecting       seconds of garbage collection
 * @param firstWriteMillis from the start of the process to its first commit
 * @param peakRss          bytes; empty where the system doesn't say
 * @param peakHeap         bytes
 * @param classes          that were loaded for the first commit
 */
record Measurement(
        Variant variant,
        int round,
        long records,
        double seconds,
        double warmPerSecond,
        OptionalLong transactions,
        double cpu,
        double databaseCpu,
        double brokerCpu,
        long allocated,
        double collecting,
        double firstWriteMillis,
        OptionalLong peakRss,
        long peakHeap,
        long classes) {

    private static final double MEGABYTE = 1 << 20;

    double perSecond() {
        return records / seconds;
    }

    double cpuMicrosPerRecord() {
        return cpu * 1e6 / records;
    }

    double databaseCpuMicrosPerRecord() {
        return databaseCpu * 1e6 / records;
    }

    double allocatedPerRecord() {
        return (double) allocated / records;
    }

    /** 0 where the system doesn't say. */
    double peakRssMegabytes() {
        return peakRss.orElse(0) / MEGABYTE;
    }

    /** Without what takes another measurement. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", variant.contender().option());
        if (variant.contender().isSource()) {
            json.put("kind", variant.contender().kind());
        }
        json.put("batch", variant.batch());
        json.put("consumers", variant.consumers());
        json.put("round", round);
        json.put("records", records);
        json.put("records_per_s", Math.round(perSecond()));
        json.put("warm_records_per_s", Math.round(warmPerSecond));
        json.put("cpu_s", rounded(cpu));
        json.put("database_cpu_s", rounded(databaseCpu));
        json.put("broker_cpu_s", rounded(brokerCpu));
        if (peakRss.isPresent()) {
            json.put("peak_rss_mb", Math.round(peakRssMegabytes()));
        }
        json.put("peak_heap_mb", Math.round(peakHeap / MEGABYTE));
        json.put("allocated_bytes_per_record", Math.round(allocatedPerRecord()));
        json.put("gc_s", rounded(collecting));
        json.put("start_to_first_write_ms", Math.round(firstWriteMillis));
        json.put("loaded_classes", classes);
        transactions.ifPresent(
                number -> json.put("records_per_transaction", number == 0 ? 0 : Math.round((double) records / number)));
        return json;
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
