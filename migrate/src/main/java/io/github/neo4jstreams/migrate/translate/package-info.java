/** Settings become routes, properties, findings and a plan. Pure: no files, no clock. */
package io.github.neo4jstreams.migrate.translate;
