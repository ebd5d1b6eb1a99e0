/**
 * Breaks things on purpose, with a seed, while records go from a topic into a graph, or changes of a graph into a topic, and says
 * what became of them.
 *
 * <p>What is sent ({@code SinkWorkload}, {@code SourceWorkload}), what is broken and when ({@code Schedule}, {@code Fault}), and
 * what is found ({@code SinkChecker}, {@code SourceChecker}) know nothing of each other: the checkers read the topics and the
 * graph, and nothing that the run remembers.
 */
package io.github.neo4jstreams.benchmarks.campaign;
