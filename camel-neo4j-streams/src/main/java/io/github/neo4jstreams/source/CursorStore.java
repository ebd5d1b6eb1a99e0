package io.github.neo4jstreams.source;

import java.util.Optional;

/** Where cursors are kept. All methods throw {@link CursorStoreException} if it can't be reached. */
public interface CursorStore {

    /**
     * The cursor of this name, if there has ever been one. Whoever loads it takes it over: what others have loaded before
     * can't be saved any more, where the store can tell.
     */
    Optional<String> load(String name);

    /**
     * Moves a cursor.
     *
     * @param name     of the cursor
     * @param expected what it was when we last looked, or null if there was none
     * @param cursor   what it is to be
     * @throws CursorMovedException if it is not what was expected, or was taken over: somebody else reads under the same name
     */
    void save(String name, String expected, String cursor);

    /** @throws CursorMovedException if somebody else has taken it over since we loaded it, and the store can tell */
    default void refuseTakenOver(String name) {}

    /** Whether each save costs so much, or leaves such traces, that a source which reads nothing should save seldom. */
    default boolean costly() {
        return false;
    }
}
