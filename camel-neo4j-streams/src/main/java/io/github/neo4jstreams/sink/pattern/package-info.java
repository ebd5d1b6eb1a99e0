/** The strategy {@code pattern}: a pattern says which fields of a message are a node, or a relationship and its ends. */
package io.github.neo4jstreams.sink.pattern;
