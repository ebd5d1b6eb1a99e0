package io.github.neo4jstreams.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What docs/quarkus.md tells people to copy is this application, which QuarkusIT runs. */
class PageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "quarkus.md");
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    @Test
    void thePropertiesAreThoseOfTheApplication() throws Exception {
        assertThat(RESOURCES.resolve("application.properties")).hasContent(block("properties"));
    }

    @Test
    void theRouteIsThatOfTheApplication() throws Exception {
        assertThat(RESOURCES.resolve("camel/people.yaml")).hasContent(block("yaml"));
    }

    @Test
    void theDependenciesAreThoseOfTheApplicationWithTheVersionsOfTheBuild() throws Exception {
        Properties versions = new Properties();
        versions.load(PageTest.class.getResourceAsStream("versions.properties"));
        assertThat(dependencies("<project>" + block("xml") + "</project>"))
                .containsExactly(
                        "io.quarkus:quarkus-bom:" + versions.get("quarkus"),
                        "org.apache.camel.quarkus:camel-quarkus-bom:" + versions.get("camel-quarkus"),
                        "io.github.neo4jstreams:camel-quarkus-neo4j-streams:" + versions.get("project"));
        assertThat(dependencies(Files.readString(Path.of("pom.xml"))))
                .filteredOn(dependency -> !dependency.endsWith(":test"))
                .containsExactly("io.github.neo4jstreams:camel-quarkus-neo4j-streams");
    }

    /** Each as {@code group:artifact}, with its version or {@code :test} if it has one. */
    private static List<String> dependencies(String pom) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(pom)));
        NodeList elements = document.getElementsByTagName("dependency");
        List<String> dependencies = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element dependency = (Element) elements.item(i);
            String scope = text(dependency, "scope");
            String end = scope.equals(":test") ? scope : text(dependency, "version");
            dependencies.add(text(dependency, "groupId").substring(1) + text(dependency, "artifactId") + end);
        }
        return dependencies;
    }

    /** After a colon, or nothing. */
    private static String text(Element element, String name) {
        NodeList children = element.getElementsByTagName(name);
        return children.getLength() == 0 ? "" : ":" + children.item(0).getTextContent();
    }
}
