package io.github.neo4jstreams.graph;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a transaction that the server has committed.
 *
 * @param result    what the work returned
 * @param counters  what changed, by the names of the server's own statistics: {@code nodesCreated}, {@code propertiesSet} …
 * @param bookmarks the state of the database after it
 * @param member    who did it, {@code host:port}; null if nothing was asked
 * @param took      from its begin to its commit, without attempts that failed
 */
public record Committed<T>(
        T result, Map<String, Long> counters, List<String> bookmarks, String member, Duration took) {}
