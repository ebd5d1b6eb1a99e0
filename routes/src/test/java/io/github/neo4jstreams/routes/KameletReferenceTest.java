package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables of the user's page are what the Kamelets say, printed. {@code -Ddocs.update} writes them. */
@Tag("house")
class KameletReferenceTest {

    private static final Path PAGE = Path.of("../docs/kamelets.md");
    private static final String MARK =
            "<!-- printed from the Kamelets by KameletReferenceTest; don't edit from here on -->\n";

    @Test
    void isWhatTheKameletsSay() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String printed = page.substring(0, page.indexOf(MARK)) + MARK + print();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(PAGE, printed);
        }
        assertThat(PAGE)
                .as("run this test with -Ddocs.update and commit what it wrote")
                .hasContent(printed);
    }

    /** What all have stands once. */
    private static String print() {
        List<Kamelet> all = Kamelet.all();
        List<Kamelet> sinks = all.stream().filter(Kamelet::isSink).toList();
        Set<String> ofAll = common(all);
        Set<String> ofSinks = common(sinks);
        StringBuilder out = new StringBuilder();
        table(out, "All Kamelets", all.get(0), ofAll);
        ofSinks.removeAll(ofAll);
        table(out, "All sinks", sinks.get(0), ofSinks);
        for (Kamelet kamelet : all) {
            Set<String> own = new HashSet<>(kamelet.properties().keySet());
            own.removeAll(ofAll);
            if (kamelet.isSink()) {
                own.removeAll(ofSinks);
            }
            if (!own.isEmpty()) {
                table(out, '`' + kamelet.name() + '`', kamelet, own);
            }
        }
        return out.toString();
    }

    private static Set<String> common(Collection<Kamelet> kamelets) {
        Set<String> common = new HashSet<>();
        List<Set<String>> names = new ArrayList<>();
        kamelets.forEach(kamelet -> names.add(kamelet.properties().keySet()));
        names.forEach(common::addAll);
        names.forEach(common::retainAll);
        return common;
    }

    private static void table(StringBuilder out, String title, Kamelet kamelet, Set<String> which) {
        out.append("\n### ").append(title).append("\n\n| property | default | |\n|---|---|---|\n");
        kamelet.properties().forEach((name, property) -> {
            if (which.contains(name)) {
                out.append("| `%s` | %s | %s%s |\n"
                        .formatted(
                                name,
                                kamelet.required().contains(name)
                                        ? "required"
                                        : property.has("default")
                                                ? code(property.get("default").asText())
                                                : "",
                                property.get("description").asText().replace("|", "\\|"),
                                choices(property)));
            }
        });
    }

    private static String choices(JsonNode property) {
        return property.has("enum")
                ? StreamSupport.stream(property.get("enum").spliterator(), false)
                        .map(choice -> code(choice.asText()))
                        .collect(Collectors.joining(", ", " One of ", "."))
                : "";
    }

    private static String code(String text) {
        return '`' + text + '`';
    }
}
