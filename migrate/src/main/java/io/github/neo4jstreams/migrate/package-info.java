/** The command line of the tool that makes routes of other systems' configurations. */
package io.github.neo4jstreams.migrate;
