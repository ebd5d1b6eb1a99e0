package io.github.neo4jstreams.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of the pages: as the README names them, and those that it doesn't name beside their neighbours. */
final class Navigation {

    private static final Path DOCS = Path.of("docs");
    private static final Path DECISIONS = DOCS.resolve("adr");

    private Navigation() {}

    /** Titles of sections with their pages. */
    static Map<String, List<Page>> of(Docs docs) {
        Set<Page> guide = new LinkedHashSet<>();
        Page start = docs.page(Path.of("")).orElseThrow(() -> new IllegalArgumentException("There is no README.md"));
        guide.add(start);
        for (Docs.Reference reference : readOn(docs, start)) {
            if (reference.isRelative()) {
                docs.page(reference.file()).filter(Navigation::isGuide).ifPresent(page -> {
                    guide.add(page);
                    guide.addAll(beside(docs, page));
                });
            }
        }
        docs.pages().stream().filter(Navigation::isGuide).forEach(guide::add);
        Map<String, List<Page>> sections = new LinkedHashMap<>();
        sections.put("Guide", new ArrayList<>(guide));
        sections.put(
                "Decisions",
                docs.pages().stream()
                        .filter(page -> page.source().startsWith(DECISIONS))
                        .toList());
        sections.put(
                "Project",
                docs.pages().stream()
                        .filter(page -> !page.source().startsWith(DOCS) && page != start)
                        .toList());
        return sections;
    }

    /** The list at the end before all links in the text. */
    private static List<Docs.Reference> readOn(Docs docs, Page start) {
        int from = start.anchors().entrySet().stream()
                .filter(heading -> heading.getValue().equals("read-on"))
                .map(heading -> heading.getKey().getSourceSpans().get(0).getLineIndex())
                .findFirst()
                .orElse(0);
        return docs.references(start).stream()
                .filter(reference -> reference.line() > from)
                .toList();
    }

    private static boolean isGuide(Page page) {
        return page.source().startsWith(DOCS) && !page.source().startsWith(DECISIONS);
    }

    /** A folder's index brings the others of its folder. */
    private static List<Page> beside(Docs docs, Page page) {
        Path folder = page.source().getParent();
        boolean isIndex = page.source().endsWith("README.md") && !folder.equals(DOCS);
        return isIndex
                ? docs.pages().stream()
                        .filter(other -> other.source().startsWith(folder))
                        .toList()
                : List.of();
    }
}
