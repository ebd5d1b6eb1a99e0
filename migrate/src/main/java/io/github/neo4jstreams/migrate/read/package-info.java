/** Files become settings that know their file and line. What can't be read is a problem with a place, never an exception. */
package io.github.neo4jstreams.migrate.read;
