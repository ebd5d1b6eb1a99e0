package io.github.neo4jstreams.benchmarks.campaign;

/**
 * A fault that was injected; times are milliseconds of the timeline.
 *
 * @param kind      of the fault
 * @param records   that the route was done with before
 * @param begin     when it was broken
 * @param mended    when it was whole again
 * @param recovered when the route was seen to go on after that
 */
record Injection(String kind, long records, long begin, long mended, long recovered) {}
