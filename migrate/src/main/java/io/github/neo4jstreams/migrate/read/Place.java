package io.github.neo4jstreams.migrate.read;

/**
 * Where something stands.
 *
 * @param file as the user named it
 * @param line from 1; 0 is the file as a whole
 */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
