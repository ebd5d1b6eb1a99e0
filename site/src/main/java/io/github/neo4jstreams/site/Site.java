package io.github.neo4jstreams.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/** Writes all pages as HTML, each with the navigation beside it, and the files that they lead to. */
public final class Site {

    private static final Path STYLE = Path.of("site.css");

    private final Docs docs;
    private final Map<String, List<Page>> navigation;
    private final Path into;
    /** Files and folders that aren't pages, and that a page leads to. */
    private final Set<Path> others = new LinkedHashSet<>();

    private Site(Docs docs, Path into) {
        this.docs = docs;
        this.navigation = Navigation.of(docs);
        this.into = into;
    }

    /**
     * @param args the top of the repository, and the folder to write to
     */
    public static void main(String[] args) throws IOException {
        Path into = Path.of(args[1]).toAbsolutePath().normalize();
        write(Path.of(args[0]).toAbsolutePath().normalize(), into);
        System.out.println("The docs are at " + into.resolve("index.html").toUri());
    }

    static void write(Path top, Path into) throws IOException {
        new Site(Docs.read(top), into).write();
    }

    private void write() throws IOException {
        for (Page page : docs.pages()) {
            write(page.target(), page.title(), body(page));
        }
        for (Path other : others) {
            Path source = docs.top().resolve(other);
            if (Files.isDirectory(source)) {
                write(other.resolve("index.html"), other.toString(), listing(other));
            } else {
                Files.createDirectories(into.resolve(other).getParent());
                Files.copy(source, into.resolve(other), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (InputStream style = Site.class.getResourceAsStream(STYLE.toString())) {
            Files.copy(style, into.resolve(STYLE), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void write(Path target, String title, String body) throws IOException {
        Path file = into.resolve(target);
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <nav aria-label="Pages">
                %s</nav>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escaped(title), between(target, STYLE), navigation(target), body));
    }

    private String navigation(Path from) {
        StringBuilder html = new StringBuilder();
        navigation.forEach((section, pages) -> {
            boolean open = section.equals("Guide")
                    || pages.stream().anyMatch(page -> page.target().equals(from));
            html.append("<details")
                    .append(open ? " open" : "")
                    .append("><summary>")
                    .append(section)
                    .append("</summary>\n<ul>\n");
            for (Page page : pages) {
                html.append("<li class=\"depth-%d\"><a href=\"%s\"%s>%s</a></li>\n"
                        .formatted(
                                page.source().getNameCount(),
                                between(from, page.target()),
                                page.target().equals(from) ? " aria-current=\"page\"" : "",
                                escaped(page.title())));
            }
            html.append("</ul></details>\n");
        });
        return html.toString();
    }

    private String body(Page page) {
        AttributeProvider provider = (node, tag, attributes) -> {
            if (node instanceof Heading heading) {
                attributes.put("id", page.anchors().get(heading));
            } else if (node instanceof Link link) {
                attributes.put("href", rewritten(page, link.getDestination()));
            } else if (node instanceof Image image && tag.equals("img")) {
                attributes.put("src", rewritten(page, image.getDestination()));
            }
        };
        return HtmlRenderer.builder()
                .extensions(Docs.EXTENSIONS)
                .attributeProviderFactory(context -> provider)
                .build()
                .render(page.document());
    }

    private String rewritten(Page page, String destination) {
        Docs.Reference reference = new Docs.Reference(page, destination, 1);
        if (!reference.isRelative() || destination.startsWith("#")) {
            return destination;
        }
        Optional<Page> to = docs.page(reference.file());
        Path target = to.map(Page::target).orElseGet(() -> other(reference.file()));
        return between(page.target(), target) + (reference.anchor().isEmpty() ? "" : "#" + reference.anchor());
    }

    private Path other(Path file) {
        others.add(file);
        return Files.isDirectory(docs.top().resolve(file)) ? file.resolve("index.html") : file;
    }

    /** A folder without a page of its own: the pages in it. */
    private String listing(Path folder) {
        StringBuilder html = new StringBuilder("<h1>" + escaped(folder.toString()) + "</h1>\n<ul>\n");
        for (Page page : docs.pages()) {
            if (page.source().startsWith(folder)) {
                html.append("<li><a href=\"%s\">%s</a></li>\n"
                        .formatted(between(folder.resolve("index.html"), page.target()), escaped(page.title())));
            }
        }
        return html.append("</ul>\n").toString();
    }

    private static String between(Path from, Path to) {
        Path folder = from.getParent();
        Path way = folder == null ? to : folder.relativize(to);
        return way.toString().replace('\\', '/');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
