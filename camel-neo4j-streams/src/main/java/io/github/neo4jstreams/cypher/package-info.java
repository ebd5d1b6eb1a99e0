/**
 * Text for the server: statements and the names in them. The one place where Cypher is put together; every value travels
 * as a parameter, every name that comes from data or options goes through {@link io.github.neo4jstreams.cypher.Names}.
 */
package io.github.neo4jstreams.cypher;
