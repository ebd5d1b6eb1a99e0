package io.github.neo4jstreams.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir
    Path site;

    private List<Path> html() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    @Test
    void everyReferenceOfEveryPageLeadsToAFileOfTheSiteAndToAnAnchorInIt() throws IOException {
        Site.write(TOP, site);

        List<String> broken = new ArrayList<>();
        for (Path page : html()) {
            Matcher references = REFERENCE.matcher(Files.readString(page));
            while (references.find()) {
                String reference = references.group(1);
                if (!reference.startsWith("http") && !leadsSomewhere(page, reference)) {
                    broken.add(site.relativize(page) + ": " + reference);
                }
            }
        }
        assertThat(html()).hasSizeGreaterThan(30);
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String reference) throws IOException {
        String[] parts = reference.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.isRegularFile(file)
                && (parts.length == 1 || Files.readString(file).contains(" id=\"" + parts[1] + "\""));
    }

    @Test
    void everyPageHasAllPagesBesideItAndMarksItself() throws IOException {
        Site.write(TOP, site);

        for (Path page : html()) {
            String text = Files.readString(page);
            assertThat(text).as("%s", page).contains("<nav", ">Watch it run</a>", ">Clusters and leaders</a>");
        }
        assertThat(Files.readString(site.resolve("docs/operations.html")))
                .contains("<a href=\"operations.html\" aria-current=\"page\">Watch it run</a>");
    }

    @Test
    void tablesAreTablesAndMarkupInExamplesIsText() throws IOException {
        Path top = Files.createDirectories(site.resolve("top"));
        Files.writeString(
                top.resolve("README.md"), "# A & B\n\n| a | b |\n|---|---|\n| 1 | `<b>` |\n\n```\n<img>\n```\n");
        Site.write(top, site.resolve("out"));

        assertThat(Files.readString(site.resolve("out/index.html")))
                .contains(
                        "<title>A &amp; B</title>",
                        "<h1 id=\"a--b\">A &amp; B</h1>",
                        "<td><code>&lt;b&gt;</code></td>",
                        "&lt;img&gt;")
                .doesNotContain("<img>");
    }

    @Test
    void whatAPageLeadsToIsThereAsWell() throws IOException {
        Site.write(TOP, site);

        assertThat(site.resolve("docs/grafana/neo4j-streams.json"))
                .hasSameBinaryContentAs(TOP.resolve("docs/grafana/neo4j-streams.json"));
        assertThat(site.resolve("docs/adr/index.html")).content().contains("Rooms, and which way data goes");
    }
}
