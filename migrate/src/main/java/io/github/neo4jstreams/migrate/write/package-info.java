/** What was translated becomes text: YAML, properties, the report and the plan. */
package io.github.neo4jstreams.migrate.write;
