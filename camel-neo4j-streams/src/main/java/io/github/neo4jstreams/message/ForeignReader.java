package io.github.neo4jstreams.message;

/** Reads the values of a library that needn't be there. Thread-safe. */
interface ForeignReader {

    /** Which values it reads. */
    Class<?> type();

    /**
     * The value in plain Java.
     *
     * @param part  what is read, for errors
     * @param value one of {@link #type}
     * @param depth how deep in the message it is
     * @throws InvalidMessageException if it can't be read
     */
    Object read(String part, Object value, int depth);
}
