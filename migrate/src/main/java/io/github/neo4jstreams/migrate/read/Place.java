package io.github.neo4jstreams.migrate.read;

/**
 * Where something stands.
 *
 * @param file as the user named it
 * @param line from 1; 0 is the file as a whole
 */
public record Place(String file, int line) {

    /** Where a character of a text stands. */
    static Place at(String text, int index, String file) {
        return new Place(
                file,
                1
                        + (int) text.substring(0, index)
                                .chars()
                                .filter(c -> c == '\n')
                                .count());
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
