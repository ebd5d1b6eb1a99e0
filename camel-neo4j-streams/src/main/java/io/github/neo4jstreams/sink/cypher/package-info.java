/** The strategy {@code cypher}: each message is applied with the user's own statement. */
package io.github.neo4jstreams.sink.cypher;
