/** A record as the sinks see it: value, key, headers, timestamp and where it came from. Knows neither Camel nor Neo4j. */
package io.github.neo4jstreams.message;
