package io.github.neo4jstreams.cypher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of a server, as far as it decides what may be said to it.
 *
 * @param major 3, 4, 5 or a year since 2025
 * @param minor second number
 */
public record ServerVersion(int major, int minor) implements Comparable<ServerVersion> {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

    /**
     * @param text anything with a version in it: {@code 5.26.30}, {@code Neo4j/3.5.0-beta03}, {@code 5.27-aura}
     * @throws IllegalArgumentException if there is none
     */
    public static ServerVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            throw new IllegalArgumentException("No version in '" + text + "'");
        }
        return new ServerVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    }

    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return compareTo(new ServerVersion(wantedMajor, wantedMinor)) >= 0;
    }

    /** Several databases, and so a name for each, came with 4.0. */
    public boolean hasNamedDatabases() {
        return atLeast(4, 0);
    }

    @Override
    public int compareTo(ServerVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
