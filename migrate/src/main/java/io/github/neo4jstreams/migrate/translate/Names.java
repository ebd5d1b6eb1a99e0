package io.github.neo4jstreams.migrate.translate;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of routes: from the user's own, with characters that file names, beans and properties allow, each once. */
final class Names {

    private final Set<String> taken = new HashSet<>();

    String route(String wanted) {
        String name = slug(wanted);
        String free = name;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    static String slug(String text) {
        String slug = text.strip().replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        if (slug.isEmpty()) {
            return "route";
        }
        return slug.length() > 100 ? slug.substring(0, 100) : slug;
    }

    /** {@code maxPollRecords} as properties write it. */
    static String kebab(String option) {
        return option.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
