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
 * @param transactions     between the first and the last commit
 * @param cpu              seconds of the contender
 * @param databaseCpu      seconds
 * @param brokerCpu        seconds
 * @param allocated        bytes
 * @param collecting       seconds of garbage collection
 * @param firstWriteMillis from the start of the process to its first commit
 * @param peakRss          bytes; empty where the system doesn't say
 * @param peakHeap         bytes
 */
record Measurement(
        Variant variant,
        int round,
        long records,
        double seconds,
        long transactions,
        double cpu,
        double databaseCpu,
        double brokerCpu,
        long allocated,
        double collecting,
        double firstWriteMillis,
        OptionalLong peakRss,
        long peakHeap) {

    private static final double MEGABYTE = 1 << 20;

    double perSecond() {
        return records / seconds;
    }

    double cpuMicrosPerRecord() {
        return cpu * 1e6 / records;
    }

    double allocatedPerRecord() {
        return (double) allocated / records;
    }

    double peakRssMegabytes() {
        return peakRss.orElse(0) / MEGABYTE;
    }

    /** @param limit of the same round; null for none */
    Map<String, Object> json(Measurement limit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", variant.contender().option());
        json.put("batch", variant.batch());
        json.put("consumers", variant.consumers());
        json.put("round", round);
        json.put("records_per_s", Math.round(perSecond()));
        if (limit != null) {
            json.put("ratio_to_limit", rounded(perSecond() / limit.perSecond()));
            json.put("cpu_ratio_to_limit", rounded(cpuMicrosPerRecord() / limit.cpuMicrosPerRecord()));
        }
        json.put("cpu_s", rounded(cpu));
        if (peakRss.isPresent()) {
            json.put("peak_rss_mb", Math.round(peakRssMegabytes()));
        }
        json.put("database_cpu_s", rounded(databaseCpu));
        json.put("broker_cpu_s", rounded(brokerCpu));
        json.put("allocated_bytes_per_record", Math.round(allocatedPerRecord()));
        json.put("gc_s", rounded(collecting));
        json.put("peak_heap_mb", Math.round(peakHeap / MEGABYTE));
        json.put("start_to_first_write_ms", Math.round(firstWriteMillis));
        json.put("records", records);
        json.put("records_per_transaction", transactions == 0 ? 0 : Math.round((double) records / transactions));
        return json;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
