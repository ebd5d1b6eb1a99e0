/**
 * The driver: connections, transactions that reach the leader, waiting while there is none, bookmarks, error classes.
 * Knows neither Camel nor what the statements are for.
 */
package io.github.neo4jstreams.graph;
