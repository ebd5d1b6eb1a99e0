package io.github.neo4jstreams.graph;

import java.time.Instant;
import java.util.List;

/**
 * Which member does what, as one of them says ({@code dbms.routing.getRoutingTable}, the same that the driver asks).
 *
 * @param writers the leader; none while there is no leader
 * @param readers followers and read replicas; the only member there is, too
 * @param routers who can be asked for this table
 * @param since   when it was asked for
 */
public record RoutingTable(List<String> writers, List<String> readers, List<String> routers, Instant since) {}
