package io.github.neo4jstreams.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a transaction needs to know before it begins.
 *
 * @param mode      where it goes
 * @param metadata  attached to the transaction: seen in the server's query log and in change events
 * @param bookmarks what the member that answers must have seen, besides what this component itself wrote
 */
public record Work(AccessMode mode, Map<String, Object> metadata, List<String> bookmarks) {

    public static final Work WRITE = new Work(AccessMode.WRITE, Map.of(), List.of());
    public static final Work READ = new Work(AccessMode.READ, Map.of(), List.of());

    public Work {
        Objects.requireNonNull(mode, "mode");
        metadata = Map.copyOf(metadata);
        bookmarks = List.copyOf(bookmarks);
    }

    public Work withMetadata(Map<String, Object> more) {
        return new Work(mode, more, bookmarks);
    }

    public Work withBookmarks(List<String> more) {
        return new Work(mode, metadata, more);
    }
}
