/**
 * The pattern language: how a sink maps a message to the graph ({@link io.github.neo4jstreams.pattern.Pattern}) and
 * which changes a source reports ({@link io.github.neo4jstreams.pattern.EntitySelector}). The way in is
 * {@link io.github.neo4jstreams.pattern.Patterns}; everything is immutable and prints as text that parses to itself.
 */
package io.github.neo4jstreams.pattern;
