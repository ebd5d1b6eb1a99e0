/**
 * The strategies {@code cdc-schema} and {@code cdc-source-id}: changes of another graph are done again in this one, in the
 * order of the messages.
 */
package io.github.neo4jstreams.sink.cdc;
