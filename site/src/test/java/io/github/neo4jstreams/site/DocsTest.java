package io.github.neo4jstreams.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsTest {

    @TempDir
    Path top;

    private void page(String name, String markdown) throws IOException {
        Path file = top.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, markdown);
    }

    @Test
    void everyRelativeLinkOfTheRepositoryLeadsSomewhere() throws IOException {
        Docs docs = Docs.read(Path.of("..").toAbsolutePath().normalize());

        assertThat(docs.pages())
                .extracting(page -> page.source().toString())
                .contains("README.md", "docs/operations.md");
        assertThat(docs.brokenLinks()).isEmpty();
    }

    @Test
    void linksToFilesFoldersHeadingsAndTheWebAreFine() throws IOException {
        page("README.md", "# Top\n\n[a](docs/a.md#some-thing) [b](docs) [c](#top) [d](https://x.y/z#q) [e](docs/a.md)");
        page("docs/a.md", "## Some thing\n\n[up](../README.md#top)\n\n![x](x.png)");
        page("docs/x.png", "");

        assertThat(Docs.read(top).brokenLinks()).isEmpty();
    }

    @Test
    void linksThatLeadNowhereAreNamedWithTheirLines() throws IOException {
        page(
                "README.md",
                "# Top\n\n[a](docs/a.md#other)\n[b](docs/b.md)\n\n[c](#bottom)\n\n[d](../elsewhere.md) ![e](no.png)");
        page("docs/a.md", "## Some thing");

        assertThat(Docs.read(top).brokenLinks())
                .containsExactly(
                        "README.md:3: docs/a.md#other leads to no heading",
                        "README.md:4: docs/b.md leads to no file",
                        "README.md:6: #bottom leads to no heading",
                        "README.md:8: ../elsewhere.md leads to no file",
                        "README.md:8: no.png leads to no file");
    }

    @Test
    void linksInExamplesAreNone() throws IOException {
        page("README.md", "```\n[a](nowhere.md)\n```\n\n`[b](nowhere.md)`");

        assertThat(Docs.read(top).brokenLinks()).isEmpty();
    }
}
