package io.github.neo4jstreams.graph;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a transaction needs to know before it begins.
 *
 * @param mode      where it goes
 * @param metadata  attached to the transaction: seen in the server's query log and in change events
 * @param bookmarks what the member that answers must have seen, besides what this component itself wrote
 * @param timeout   after which the server ends it, or null for the configured one
 */
public record Work(AccessMode mode, Map<String, Object> metadata, List<String> bookmarks, Duration timeout) {

    public static final Work WRITE = in(AccessMode.WRITE);
    public static final Work READ = in(AccessMode.READ);

    public Work {
        Objects.requireNonNull(mode, "mode");
        metadata = Map.copyOf(metadata);
        bookmarks = List.copyOf(bookmarks);
    }

    static Work in(AccessMode mode) {
        return new Work(mode, Map.of(), List.of(), null);
    }

    public Work withMetadata(Map<String, Object> more) {
        return new Work(mode, more, bookmarks, timeout);
    }

    public Work withBookmarks(List<String> more) {
        return new Work(mode, metadata, more, timeout);
    }

    Work withTimeout(Duration other) {
        return new Work(mode, metadata, bookmarks, other);
    }
}
