package io.github.neo4jstreams.migrate.read;

/**
 * A key and its value.
 *
 * @param key     as the system knows it
 * @param written as it stands in the file, which is another name in the environment of a container
 * @param value   never null
 */
public record Setting(Place place, String key, String written, String value) {

    /** One that is written as the system knows it. */
    public static Setting of(Place place, String key, String value) {
        return new Setting(place, key, key, value);
    }

    /** Whether there is nothing in the value. */
    public boolean isBlank() {
        return value.isBlank();
    }
}
