package io.github.neo4jstreams.source;

import java.time.Instant;

/**
 * Something that is read in steps. Whoever reads says after each step how far it got; what was read beyond that is read
 * again. One thread at a time may {@link #poll}, and one may meanwhile say what became of what was polled and passed before.
 */
public interface Source {

    /**
     * Reads on after the last record that was {@link #processed}.
     *
     * @param limit most changes or rows to read, one at least; a change may be more than one record
     * @throws io.github.neo4jstreams.graph.ConfigurationException if only the user can make this work
     * @throws org.neo4j.driver.exceptions.Neo4jException          the driver's own error, after its retries
     */
    Batch poll(int limit);

    /**
     * Moves the cursor.
     *
     * @param batch what was polled last, or the next of those that were {@link #passed}
     * @param count how many of its records, from the first on, have been handed over for good
     * @throws CursorMovedException if somebody else moved it since
     */
    void processed(Batch batch, int count);

    /**
     * Goes on reading after records that are not {@link #processed} yet. The cursor is kept where it is.
     *
     * @param batch what was polled last
     * @param count how many of its records, from the first on, are passed
     */
    void passed(Batch batch, int count);

    /**
     * To be called before each record is handed over: nobody else may be handing over the same.
     *
     * @throws CursorMovedException if somebody else has taken over
     */
    void refuseTakenOver();

    /**
     * Forgets where it is: the next poll goes on from the cursor as it is kept. For when nobody knows what became of what was
     * handed over.
     */
    void rewind();

    /** When this source kept its cursor last; null if it has not yet, or has none. */
    Instant cursorKeptAt();

    /** Keeps the cursor where it is, also when that was put off. */
    void flush();
}
