package io.github.neo4jstreams.graph;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All that makes one driver differ from another; equal settings share a driver.
 *
 * @param seeds       where the cluster may be found, one at least, all of the same scheme; any member will do
 * @param credentials who we are
 * @param encryption  TLS beyond the scheme
 * @param pooling     limits of the connections
 */
public record ConnectionSettings(List<URI> seeds, Credentials credentials, Encryption encryption, Pooling pooling) {

    private static final Set<String> ROUTING = Set.of("neo4j", "neo4j+s", "neo4j+ssc");
    private static final Set<String> DIRECT = Set.of("bolt", "bolt+s", "bolt+ssc");
    private static final int DEFAULT_PORT = 7687;

    public ConnectionSettings {
        seeds = List.copyOf(seeds);
    }

    /**
     * @param text one URI or several with commas between them; the scheme may be left out from the second on
     * @throws IllegalArgumentException if one of them is no address of a Neo4j server
     */
    public static List<URI> parseSeeds(String text) {
        List<URI> seeds = new ArrayList<>();
        String scheme = null;
        for (String part : text.split(",", -1)) {
            String seed = part.strip();
            if (scheme != null && !seed.isEmpty() && !seed.contains("://")) {
                seed = scheme + "://" + seed;
            }
            URI uri = parseSeed(seed);
            if (scheme != null && !scheme.equals(uri.getScheme())) {
                throw new IllegalArgumentException("'" + seed + "' has another scheme than the seed before it");
            }
            scheme = uri.getScheme();
            seeds.add(uri);
        }
        if (seeds.size() > 1 && DIRECT.contains(scheme)) {
            throw new IllegalArgumentException(
                    "several seeds need the scheme neo4j://; " + scheme + ":// goes to one server only");
        }
        return seeds;
    }

    private static URI parseSeed(String seed) {
        URI uri;
        try {
            uri = URI.create(seed);
        } catch (IllegalArgumentException e) {
            // without its cause, which has the text as it is
            throw new IllegalArgumentException("'" + withoutUserInfo(seed) + "' is no URI");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!ROUTING.contains(scheme) && !DIRECT.contains(scheme)) {
            throw new IllegalArgumentException(
                    "'" + withoutUserInfo(seed) + "' must begin with neo4j://, neo4j+s:// or neo4j+ssc://");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("a URI is no place for a password; use username and password");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("'" + withoutUserInfo(seed) + "' names no host");
        }
        if (uri.getPath() != null && uri.getPath().length() > 1) {
            throw new IllegalArgumentException(
                    "'" + seed + "' has a path; a database is named with the option database");
        }
        return URI.create(scheme + seed.substring(scheme.length()));
    }

    private static String withoutUserInfo(String seed) {
        return seed.replaceFirst("//.*@", "//");
    }

    /** Whether the driver follows the cluster's routing table, as opposed to staying with one server. */
    boolean routing() {
        return ROUTING.contains(seeds.get(0).getScheme());
    }

    static int port(URI seed) {
        return seed.getPort() == -1 ? DEFAULT_PORT : seed.getPort();
    }
}
