/** What sinks and sources tell of themselves: meters, and what the dev console and health checks show. */
package io.github.neo4jstreams.camel.monitor;
