/** What is known of the keys of other systems: a table, and how to look into it. */
package io.github.neo4jstreams.migrate.know;
