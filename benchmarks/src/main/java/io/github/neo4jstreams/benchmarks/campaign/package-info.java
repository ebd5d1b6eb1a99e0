/**
 * Breaks things on purpose, with a seed, while records go from a topic into a graph, and says what became of them.
 *
 * <p>What is sent ({@code Workload}), what is broken and when ({@code Schedule}, {@code Fault}), and what is found
 * ({@code Checker}, {@code Tally}) know nothing of each other: the checker reads the topics and the graph, and nothing that
 * the run remembers.
 */
package io.github.neo4jstreams.benchmarks.campaign;
