package io.github.neo4jstreams.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kamelets are as the catalog has them, and say of the component's options what the component says. */
class KameletsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)([^{}]+)}}");

    /** Where nothing is said, the component's configuration counts, and not its default. */
    private static final Set<String> OF_THE_COMPONENT = Set.of("serverUri", "username", "password", "database");

    private static final String CREDENTIALS = "urn:camel:group:credentials";

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V7);

    static List<Kamelet> kamelets() {
        return Kamelet.all();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void areNamedAndLabelledAsTheCatalogHasIt(Kamelet kamelet) {
        assertThat(kamelet.yaml().path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.yaml().path("kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.yaml().at("/metadata/name").asText()).isEqualTo(kamelet.name());
        assertThat(kamelet.name()).startsWith("neo4j-streams-").endsWith(kamelet.isSink() ? "-sink" : "-source");
        assertThat(kamelet.annotation("provider")).isNotEmpty();
        assertThat(kamelet.annotation("kamelet.group")).isEqualTo("Neo4j Streams");
        assertThat(kamelet.annotation("kamelet.namespace")).isEqualTo("Database");
        assertThat(kamelet.annotation("kamelet.support.level")).isEqualTo("Preview");
        assertThat(kamelet.definition().path("title").asText()).startsWith("Neo4j Streams ");
        assertThat(kamelet.definition().path("description").asText()).isNotEmpty();
        String uri = kamelet.template().at("/from/uri").asText();
        assertThat(uri).startsWith(kamelet.isSink() ? "kamelet:source" : "neo4j-streams:");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void haveAnIcon(Kamelet kamelet) throws Exception {
        String prefix = "data:image/svg+xml;base64,";
        String icon = kamelet.annotation("kamelet.icon");
        assertThat(icon).startsWith(prefix);
        byte[] svg = Base64.getDecoder().decode(icon.substring(prefix.length()));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void dependOnThisVersion(Kamelet kamelet) throws Exception {
        String version = version();
        assertThat(kamelet.annotation("catalog.version")).isEqualTo(version);
        assertThat(kamelet.yaml().at("/spec/dependencies"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "camel:core",
                        "camel:kamelet",
                        "mvn:io.github.neo4jstreams:camel-neo4j-streams-routes:" + version);
    }

    private static String version() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("../pom.xml").toFile())
                .getDocumentElement()
                .getElementsByTagName("version")
                .item(0)
                .getTextContent();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void defineASchema(Kamelet kamelet) {
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V7))
                        .validate(kamelet.definition().toString(), InputFormat.JSON))
                .isEmpty();
        assertThat(kamelet.definition().path("type").asText()).isEqualTo("object");
        assertThat(kamelet.properties().keySet()).containsAll(kamelet.required());
        kamelet.properties().forEach((name, property) -> {
            assertThat(property.path("title").asText()).as(name).isNotEmpty();
            assertThat(property.path("description").asText()).as(name).endsWith(".");
            assertThat(property.path("type").asText()).as(name).isIn("string", "integer", "boolean");
            for (String value : List.of("default", "example")) {
                if (property.has(value)) {
                    assertThat(SCHEMAS.getSchema(property)
                                    .validate(property.get(value).toString(), InputFormat.JSON))
                            .as("%s of %s", value, name)
                            .isEmpty();
                }
            }
        });
    }

    /** Nothing is declared that has no effect, and nothing is asked for that nobody can say. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void useWhatTheyDeclare(Kamelet kamelet) {
        Set<String> beans = new HashSet<>();
        kamelet.template()
                .path("beans")
                .forEach(bean -> beans.add(bean.path("name").asText()));
        Map<String, Boolean> used = new HashMap<>();
        for (MatchResult found :
                PLACEHOLDER.matcher(texts(kamelet.template())).results().toList()) {
            if (!beans.contains(found.group(2))) {
                used.put(found.group(2), !found.group(1).isEmpty());
            }
        }
        assertThat(used.keySet()).isEqualTo(kamelet.properties().keySet());
        kamelet.properties().forEach((name, property) -> assertThat(used.get(name))
                .as("%s may be missing", name)
                .isEqualTo(!property.has("default") && !kamelet.required().contains(name)));
    }

    private static String texts(JsonNode node) {
        if (node.isContainerNode()) {
            StringBuilder texts = new StringBuilder();
            node.forEach(child -> texts.append(texts(child)).append('\n'));
            return texts.toString();
        }
        return node.asText();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void handOptionsOnUnderTheirNames(Kamelet kamelet) throws IOException {
        JsonNode options = componentsOptions();
        kamelet.template()
                .at(kamelet.isSink() ? "/from/steps/0/to/parameters" : "/from/parameters")
                .fields()
                .forEachRemaining(parameter -> {
                    assertThat(options.has(parameter.getKey()))
                            .as(parameter.getKey())
                            .isTrue();
                    String value = parameter.getValue().asText();
                    if (kamelet.properties().containsKey(parameter.getKey())) {
                        assertThat(value).matches("\\{\\{\\??" + parameter.getKey() + "}}");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void haveTheComponentsTypesAndDefaults(Kamelet kamelet) throws IOException {
        JsonNode options = componentsOptions();
        kamelet.properties().forEach((name, property) -> {
            JsonNode option = options.path(name);
            if (option.isMissingNode()) {
                assertThat(property.path("default").asText()).as(name).isEqualTo(defaultOfNoOption(name));
                return;
            }
            assertThat(property.path("type").asText())
                    .as(name)
                    .isEqualTo(
                            switch (option.path("type").asText()) {
                                case "boolean", "integer" -> option.path("type").asText();
                                default -> "string";
                            });
            String expected = OF_THE_COMPONENT.contains(name)
                    ? ""
                    : option.path("defaultValue").asText();
            assertThat(plain(property.path("default").asText())).as(name).isEqualTo(plain(expected));
            if (option.has("enum")) {
                Set<String> choices = new TreeSet<>();
                option.get("enum").forEach(choice -> choices.add(plain(choice.asText())));
                assertThat(property.path("enum")).as(name).isNotEmpty().allSatisfy(choice -> assertThat(choices)
                        .contains(plain(choice.asText())));
            }
        });
    }

    private static String defaultOfNoOption(String name) {
        KafkaPublisher publisher = new KafkaPublisher();
        return switch (name) {
            case "topic", "brokers" -> "";
            case "cursorTopic" -> publisher.getCursorTopic();
            case "transactionalIdPrefix" -> publisher.getTransactionalIdPrefix();
            // as the ready route has it
            case "key" -> "key";
            default -> throw new AssertionError(name + " is no option of the component");
        };
    }

    /** Camel reads {@code entity-keys} and {@code ENTITY_KEYS}. */
    private static String plain(String value) {
        return value.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void markSecrets(Kamelet kamelet) throws IOException {
        JsonNode options = componentsOptions();
        kamelet.properties().forEach((name, property) -> {
            boolean secret = options.path(name).path("secret").asBoolean();
            List<String> descriptors = new ArrayList<>();
            property.path("x-descriptors").forEach(descriptor -> descriptors.add(descriptor.asText()));
            assertThat(descriptors.contains(CREDENTIALS)).as(name).isEqualTo(secret);
            assertThat(property.path("format").asText().equals("password"))
                    .as(name)
                    .isEqualTo(secret && !name.equals("username"));
        });
        assertThat(kamelet.properties()).containsKeys("username", "password");
    }

    /** One word a thing. */
    @Test
    void callTheSameThingTheSame() {
        Map<String, List<String>> titles = kamelets().stream()
                .flatMap(kamelet -> kamelet.properties().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(
                                property -> property.getValue().path("title").asText(), Collectors.toList())));
        titles.forEach(
                (name, all) -> assertThat(all.stream().distinct()).as(name).hasSize(1));
    }

    @Test
    void ofSourcesRequireACursor() {
        assertThat(kamelets().stream().filter(kamelet -> !kamelet.isSink()))
                .hasSize(3)
                .allSatisfy(kamelet -> assertThat(kamelet.required()).contains("cursorName"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void canBeMadeOfWhatTheyRequire(Kamelet kamelet) throws Exception {
        try (DefaultCamelContext context = call(kamelet, "")) {
            context.init();
            assertThat(context.getRouteDefinitions()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void refuseWhatTheyDoNotKnow(Kamelet kamelet) throws Exception {
        try (DefaultCamelContext context = call(kamelet, "&databse=people")) {
            assertThatThrownBy(context::init)
                    .hasMessageContaining(kamelet.name() + ": there is no option 'databse' (did you mean 'database'?)");
        }
    }

    private static DefaultCamelContext call(Kamelet kamelet, String more) throws Exception {
        Map<String, String> values = Map.of("query", "RETURN 1", "pattern", "(:Person{!id})");
        String uri = "kamelet:" + kamelet.name() + "?noErrorHandler=false"
                + kamelet.required().stream()
                        .map(name -> "&" + name + "=" + values.getOrDefault(name, "some"))
                        .collect(Collectors.joining())
                + more;
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (kamelet.isSink()) {
                    from("direct:in").to(uri);
                } else {
                    from(uri).to("direct:out");
                }
            }
        });
        return context;
    }

    private static JsonNode componentsOptions() throws IOException {
        try (InputStream json =
                KameletsTest.class.getResourceAsStream("/META-INF/io/github/neo4jstreams/camel/neo4j-streams.json")) {
            return new ObjectMapper().readTree(json).get("properties");
        }
    }
}
