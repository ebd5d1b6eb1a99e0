package io.github.neo4jstreams.graph;

/** Keys of one property for what has a name and a place: constraints on several properties are not to be had everywhere. */
final class Ids {

    private Ids() {}

    /** Different for different pairs, whatever the first has in it. */
    static String join(String name, String place) {
        return name.replace("%", "%25").replace("/", "%2F") + "/" + place;
    }
}
