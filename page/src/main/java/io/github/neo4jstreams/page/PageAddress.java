package io.github.neo4jstreams.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the page is to be.
 *
 * @param host name or address to listen at
 * @param port 0 for any that is free
 */
record PageAddress(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+):)?(\\d{1,5})");
    private static final int HIGHEST_PORT = 65535;

    /**
     * @param text {@code PORT}, of this machine only, or {@code HOST:PORT}
     * @throws IllegalArgumentException if it is neither
     */
    static PageAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > HIGHEST_PORT) {
            throw new IllegalArgumentException(PagePlugin.PROPERTY + "=" + text
                    + ": write the port at which this machine alone finds the page, 8099, or a host and a port, 0.0.0.0:8099;"
                    + " port 0 is any that is free");
        }
        String host = matcher.group(1);
        return new PageAddress(host == null ? "localhost" : host, Integer.parseInt(matcher.group(2)));
    }
}
