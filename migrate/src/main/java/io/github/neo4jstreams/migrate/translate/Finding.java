package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.read.Place;
import java.util.List;

/**
 * What is to be said about a setting, or about what nobody set.
 *
 * @param places where it stands, none for what nobody set
 * @param key    as it is written, or null
 * @param text   one sentence, or several lines
 */
public record Finding(Severity severity, List<Place> places, String key, String text) {

    public Finding {
        places = List.copyOf(places);
    }
}
