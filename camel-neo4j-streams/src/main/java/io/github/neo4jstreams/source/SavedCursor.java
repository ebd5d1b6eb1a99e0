package io.github.neo4jstreams.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A cursor as one source holds it: where it is, what of that is kept, and when it was. Thread-safe. */
final class SavedCursor {

    /** How old a kept cursor may grow while nothing is read; far below any retention of a log. */
    private static final Duration IDLE_SAVE_INTERVAL = Duration.ofSeconds(10);

    /** How long we go on without having heard that the cursor is ours; less than a lease lasts. */
    private static final Duration CONFIRMED_FOR = Duration.ofSeconds(5);

    private final CursorStore store;
    private final String name;
    private String current;
    private String ahead;
    private String kept;
    private Instant keptAt = Instant.MIN;
    private Instant confirmedAt = Instant.MIN;

    SavedCursor(CursorStore store, String name) {
        this.store = store;
        this.name = name;
    }

    /** Where to go on, if there is a cursor. */
    synchronized Optional<String> get() {
        if (current == null) {
            kept = store.load(name).orElse(null);
            current = kept;
            confirmedAt = Instant.now();
        }
        return Optional.ofNullable(ahead != null ? ahead : current);
    }

    /** Reads on after the records of a batch that were passed, but doesn't move. */
    synchronized void pass(Batch batch, int passed) {
        ahead = batch.cursorAfter().apply(passed);
    }

    /** Moves on to after the records of a batch that were processed. */
    synchronized void moveOn(Batch batch, int processed) {
        if (processed == 0 && !batch.records().isEmpty()) {
            return;
        }
        String cursor = batch.cursorAfter().apply(processed);
        if (batch.records().isEmpty()) {
            settle(cursor);
        } else if (cursor != null) {
            set(cursor);
        }
    }

    /** Reads on somewhere else. Kept at once, unless there is something in between that was passed and may not be done. */
    synchronized void jump(String cursor) {
        if (ahead == null) {
            set(cursor);
        } else {
            ahead = cursor;
        }
    }

    /** Moves to a place, and keeps it at once. */
    synchronized void set(String cursor) {
        current = cursor;
        keep();
    }

    /** All that was passed is done: moves there, or on to where nothing more was found. */
    private void settle(String cursor) {
        if (cursor != null) {
            drift(cursor);
        } else if (ahead != null) {
            String passed = ahead;
            ahead = null;
            set(passed);
        }
    }

    /**
     * Moves on although nothing was read: kept now and then, for a cursor that is kept in the graph is itself a change,
     * and would never let the log come to rest.
     */
    private void drift(String cursor) {
        current = cursor;
        ahead = null;
        if (!store.costly() || keptAt.plus(IDLE_SAVE_INTERVAL).isBefore(Instant.now())) {
            keep();
        }
    }

    /**
     * Makes sure that nobody has taken the cursor over meanwhile. Asks the store only if it is a while ago that it told:
     * after a pause of the process, for example.
     *
     * @throws CursorMovedException if somebody has
     */
    synchronized void refuseTakenOver() {
        if (confirmedAt.plus(CONFIRMED_FOR).isBefore(Instant.now())) {
            guarded(() -> store.refuseTakenOver(name));
        }
    }

    /** Null if it wasn't kept yet. */
    synchronized Instant keptAt() {
        return keptAt == Instant.MIN ? null : keptAt;
    }

    /** Looks again before the next step. */
    synchronized void forget() {
        current = null;
        ahead = null;
        kept = null;
    }

    synchronized void keep() {
        if (current == null || current.equals(kept)) {
            return;
        }
        guarded(() -> store.save(name, kept, current));
        kept = current;
        keptAt = Instant.now();
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (CursorMovedException | CursorStoreException e) {
            forget();
            throw e;
        }
        confirmedAt = Instant.now();
    }
}
