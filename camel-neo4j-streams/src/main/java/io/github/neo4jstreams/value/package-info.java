/** Values of Neo4j as values of Java and of JSON, both ways, without loss; what can't be carried is refused by name. */
package io.github.neo4jstreams.value;
