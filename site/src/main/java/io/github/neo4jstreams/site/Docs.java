package io.github.neo4jstreams.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** All Markdown of the repository. */
final class Docs {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    private final Path top;
    private final Map<Path, Page> pages;

    /**
     * A link of a page.
     *
     * @param page        that has it
     * @param destination as it is written
     * @param line        of the page, from 1
     */
    record Reference(Page page, String destination, int line) {

        boolean isRelative() {
            return !destination.matches("(?i)[a-z][a-z+.-]*:.*");
        }

        /** What it leads to, from the top of the repository; the page itself if it is only an anchor. */
        Path file() {
            String path = destination.replaceFirst("#.*$", "");
            Path from = page.source();
            return path.isEmpty() ? from : from.resolveSibling(path).normalize();
        }

        /** The part after the number sign; empty if there is none. */
        String anchor() {
            int sign = destination.indexOf('#');
            return sign < 0 ? "" : destination.substring(sign + 1);
        }
    }

    private Docs(Path top, List<Page> pages) {
        this.top = top;
        this.pages = pages.stream().collect(Collectors.toMap(Page::source, Function.identity()));
    }

    static Docs read(Path top) throws IOException {
        Parser parser = Parser.builder()
                .extensions(EXTENSIONS)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .build();
        List<Page> pages = new ArrayList<>();
        for (Path source : sources(top)) {
            pages.add(Page.of(top.relativize(source), parser.parse(Files.readString(source))));
        }
        return new Docs(top, pages);
    }

    private static List<Path> sources(Path top) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean others = name.equals("target") || name.equals("src") || name.startsWith(".");
                return others && !folder.equals(top) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().endsWith(".md")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    Path top() {
        return top;
    }

    /** All of them, by their place. */
    List<Page> pages() {
        return pages.values().stream()
                .sorted(Comparator.comparing(Page::source))
                .toList();
    }

    /** The page that is made of a file, or stands for a folder. */
    Optional<Page> page(Path source) {
        return Optional.ofNullable(pages.get(source))
                .or(() -> Optional.ofNullable(pages.get(source.resolve("README.md"))));
    }

    /** The links and pictures of a page in their order. */
    List<Reference> references(Page page) {
        List<Reference> references = new ArrayList<>();
        page.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                add(link, link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                add(image, image.getDestination());
            }

            private void add(Node node, String destination) {
                int line = node.getSourceSpans().isEmpty()
                        ? 1
                        : node.getSourceSpans().get(0).getLineIndex() + 1;
                references.add(new Reference(page, destination, line));
            }
        });
        return references;
    }

    /** What is wrong with the relative links of all pages: {@code PAGE:LINE: LINK …}. */
    List<String> brokenLinks() {
        List<String> broken = new ArrayList<>();
        for (Page page : pages()) {
            for (Reference reference : references(page)) {
                why(reference)
                        .ifPresent(why -> broken.add(
                                page.source() + ":" + reference.line() + ": " + reference.destination() + " " + why));
            }
        }
        return broken;
    }

    private Optional<String> why(Reference reference) {
        if (!reference.isRelative()) {
            return Optional.empty();
        }
        Path file = reference.file();
        if (file.startsWith("..") || !Files.exists(top.resolve(file))) {
            return Optional.of("leads to no file");
        }
        if (reference.anchor().isEmpty()) {
            return Optional.empty();
        }
        return page(file)
                        .map(page -> page.anchors().containsValue(reference.anchor()))
                        .orElse(false)
                ? Optional.empty()
                : Optional.of("leads to no heading");
    }
}
