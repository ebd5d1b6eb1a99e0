/** The strategy {@code cud}: messages that are commands to create, update, merge or delete. */
package io.github.neo4jstreams.sink.cud;
