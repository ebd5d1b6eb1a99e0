/** Which trace a message belongs to, and how it is told. Knows OpenTelemetry only where an application has it. */
package io.github.neo4jstreams.camel.trace;
