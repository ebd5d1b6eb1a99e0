/** The change event and its wire formats. No I/O: events come as maps and leave as maps. */
package io.github.neo4jstreams.event;
