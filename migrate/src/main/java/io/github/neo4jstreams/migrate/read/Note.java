package io.github.neo4jstreams.migrate.read;

/** A sentence about a place in a file. */
public record Note(Place place, String text) {

    @Override
    public String toString() {
        return place + ": " + text;
    }
}
