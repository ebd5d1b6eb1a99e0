package io.github.neo4jstreams.migrate.read;

import java.util.ArrayList;
import java.util.List;

/**
 * All that was read.
 *
 * @param problems what could not be read: nothing is made of such an input
 * @param notes    what was read and is odd
 */
public record Input(List<Source> sources, List<Note> problems, List<Note> notes) {

    static Input empty() {
        return new Input(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void problem(Place place, String text) {
        problems.add(new Note(place, text));
    }

    void note(Place place, String text) {
        notes.add(new Note(place, text));
    }

    void add(Source source) {
        sources.add(source);
    }
}
