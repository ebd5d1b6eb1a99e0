package io.github.neo4jstreams.site;

import java.nio.file.Path;
import java.util.Map;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A page of the docs.
 *
 * @param source   its Markdown, from the top of the repository
 * @param document what was read from it
 * @param title    its first heading, or else its name
 * @param anchors  of its headings
 */
record Page(Path source, Node document, String title, Map<Heading, String> anchors) {

    static Page of(Path source, Node document) {
        Map<Heading, String> anchors = Anchors.of(document);
        String title = anchors.keySet().stream()
                .findFirst()
                .map(Anchors::text)
                .orElse(source.getFileName().toString());
        return new Page(source, document, title, anchors);
    }

    /** Where it is in the site; a README is the index of its folder, as on GitHub. */
    Path target() {
        String name = source.getFileName().toString();
        return source.resolveSibling(
                name.equals("README.md") ? "index.html" : name.substring(0, name.length() - 3) + ".html");
    }
}
