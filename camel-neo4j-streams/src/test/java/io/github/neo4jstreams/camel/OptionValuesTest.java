package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that is written as an option arrives at the endpoint as it is, wherever it is written, or is refused. */
@Execution(ExecutionMode.CONCURRENT) // a Camel context for each of a thousand tests
class OptionValuesTest {

    private static final String CYPHER = """
            UNWIND $events AS event // each event; 100% + "more"
            MATCH (a:Person&!Robot {id: event.id, n: {m: {k: 1}}})-[:KNOWS|LIKES*1..3]->(b)
            \tWHERE a.x =~ '(?i)\\\\d+\\\\.' AND a.y <> "#{1}" AND b.z ^ 2 > 10 % 25
            SET a += event, a.q = 'x&y=1 %2B #{1} ??', a.`w t` = $x;
            /* RAW(x)&batchSize */ CALL { WITH a RETURN count{(a)--()} AS c }
            RETURN a, {b: {c: [1,2]}} AS m
            // c""";

    private static final Map<String, String> VALUES = new LinkedHashMap<>();

    static {
        for (char c : "+&%#{}?\"'()$;\\".toCharArray()) {
            VALUES.put(String.valueOf(c), "a" + c + "b " + c + " c" + c);
        }
        VALUES.put("other punctuation", "a=/<>|^~[]`!@*,.:-_ = / <");
        VALUES.put("tab", "a\tb");
        VALUES.put("LF", "a\nb");
        VALUES.put("CRLF", "a\r\nb");
        VALUES.put("LF at the ends", "\na\n");
        VALUES.put("blanks at the ends", " a ");
        VALUES.put("unicode", "é 漢 😀 \u00a0 \u2028");
        VALUES.put("Cypher of many lines", CYPHER);
        VALUES.put("Cypher with CRLF", CYPHER.replace("\n", "\r\n") + "\r\n");
        for (String value : List.of(
                "{{",
                "}}",
                "{a: {b: 1}}",
                "%2B",
                "%25",
                "%zz",
                "a%20b",
                "a) b",
                ")&batchSize=1",
                ")&batchSize=1&delay=2",
                "f(a)&accessMode=READ",
                ")&other=1",
                "(a)&(b)",
                "a&batchSize=1",
                "(RAW(a)) b",
                "${body}",
                "#b",
                "enc*41",
                "property:x",
                "SET a += event")) {
            VALUES.put(value, value);
        }
    }

    /** Where a text can be written. It gets there as the option query; those of YAML parameters as password, too. */
    private enum Source {
        YAML_PATH("YAML, uri: neo4j-streams:query, parameters:", value -> value.startsWith("#")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                String text = yaml(value);
                test.yamlRoute(
                        from,
                        "neo4j-streams:query",
                        "{delay: 7, username: u, password: " + text + ", query: " + text + "}");
            }
        },
        YAML_SCHEME("YAML, uri: neo4j-streams, parameters:", value -> value.startsWith("#")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                String text = yaml(value);
                test.yamlRoute(
                        from,
                        "neo4j-streams",
                        "{strategy: query, delay: 7, username: u, password: " + text + ", query: " + text + "}");
            }
        },
        YAML_URI("YAML, uri: with RAW(...)", value -> value.contains("%25")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.yamlRoute(from, yaml("neo4j-streams:query?delay=7&query=RAW(" + value + ")"), null);
            }
        },
        JAVA_RAW("Java DSL, RAW(...)", value -> value.contains("%25")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.javaRoute(from, "neo4j-streams:query?query=RAW(" + value + ")&delay=7");
            }
        },
        JAVA_RAW_BRACES("Java DSL, RAW{...}", value -> value.contains("%25")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.javaRoute(from, "neo4j-streams:query?query=RAW{" + value + "}&delay=7");
            }
        },
        JAVA_PLAIN("Java DSL, plain", value -> value.matches("(?s)(#|enc\\*).*|.*([+&\\r\\n]|%[0-9A-Fa-f]{2}).*")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.javaRoute(from, "neo4j-streams:query?query=" + value + "&delay=7");
            }
        },
        YAML_PROPERTY_PATH("YAML, {{property}}, uri: neo4j-streams:query", Source::isNoPropertyValue) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.property("my.text", value);
                test.yamlRoute(from, "neo4j-streams:query", "{delay: 7, query: '{{my.text}}'}");
            }
        },
        YAML_PROPERTY_SCHEME("YAML, {{property}}, uri: neo4j-streams", Source::isNoPropertyValue) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.property("my.text", value);
                test.yamlRoute(from, "neo4j-streams", "{strategy: query, delay: 7, query: 'RAW({{my.text}})'}");
            }
        },
        JAVA_PROPERTY("Java DSL, {{property}}", Source::isNoPropertyValue) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.property("my.text", value);
                test.javaRoute(from, "neo4j-streams:query?query={{my.text}}&delay=7");
            }
        },
        TEMPLATE("route template", Source::isNoPropertyValue) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.load(template(from, "{strategy: query, delay: 7, query: 'RAW({{q}})'}"));
                TemplatedRouteBuilder.builder(test.camel, "t1")
                        .parameter("q", value)
                        .add();
            }
        },
        KAMELET("property of a Kamelet", Source::isNoPropertyValue) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.property("camel.kamelet.t1.q", value);
                test.load(template(from, "{strategy: query, delay: 7, query: '{{q}}'}")
                        .replace(from ? "direct:z" : "direct:a", from ? "kamelet:sink" : "kamelet:source"));
                test.javaRoute(from, "kamelet:t1");
            }
        },
        CALL("YAML, parameters: of a call of our Kamelet", Source::isNotPlain) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                String text = yaml(value);
                test.load(kamelet(from));
                test.yamlRoute(
                        from,
                        "kamelet:neo4j-streams-t1",
                        "{delay: 7, username: u, password: " + text + ", query: " + text + "}");
            }
        },
        CALL_RAW("YAML, parameters: of a call of our Kamelet, RAW(...)", value -> value.contains("%25")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                String text = yaml("RAW(" + value + ")");
                test.load(kamelet(from));
                test.yamlRoute(
                        from,
                        "kamelet:neo4j-streams-t1/r1",
                        "{delay: 7, username: u, password: " + text + ", query: " + text + "}");
            }
        },
        CALL_PROPERTY("YAML, {{property}} in a call of our Kamelet", Source::isNoPropertyValue) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.property("my.text", value);
                test.load(kamelet(from));
                test.yamlRoute(
                        from,
                        "kamelet:neo4j-streams-t1",
                        "{delay: 7, username: u, password: '{{?my.text}}', query: '{{my.text}}'}");
            }
        },
        CALL_EIP("Kamelet EIP of our Kamelet", value -> value.contains("%25")) {
            @Override
            void write(OptionValuesTest test, boolean from, String value) throws Exception {
                test.load(kamelet(false));
                test.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:b").kamelet("neo4j-streams-t1?delay=7&query=RAW(" + value + ")");
                    }
                });
            }
        };

        private final String name;
        private final Predicate<String> refuses;

        Source(String name, Predicate<String> refuses) {
            this.name = name;
            this.refuses = refuses;
        }

        abstract void write(OptionValuesTest test, boolean from, String value) throws Exception;

        /** Beyond what ends a value there, or has two meanings, line breaks at the ends are layout. */
        private static boolean isNotPlain(String value) {
            return value.startsWith("#")
                    || value.contains("&")
                    || Pattern.compile("%[0-9A-Fa-f]{2}").matcher(value).find()
                    || !value.strip().equals(value) && value.contains("\n");
        }

        /** Values of properties may have placeholders in them. */
        private static boolean isNoPropertyValue(String value) {
            return value.equals("{{");
        }
    }

    @TempDir
    private Path directory;

    private DefaultCamelContext camel;

    @BeforeEach
    void createContext() {
        camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.setAutoStartup(false);
        camel.setLoadTypeConverters(false);
    }

    @AfterEach
    void stopContext() {
        camel.stop();
    }

    static Stream<Arguments> writtenValues() {
        List<Arguments> all = new ArrayList<>();
        for (Source source : Source.values()) {
            VALUES.forEach((name, value) -> {
                if (!source.refuses.test(value)) {
                    all.add(Arguments.of(source.name, "from", name, source, value));
                    all.add(Arguments.of(source.name, "to", name, source, value));
                }
            });
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("writtenValues")
    void arrivesUnchanged(String sourceName, String position, String valueName, Source source, String value)
            throws Exception {
        source.write(this, position.equals("from"), value);
        Neo4jStreamsEndpoint endpoint = endpoint();
        assertThat(endpoint.getQuery()).isEqualTo(value);
        assertThat(endpoint.getDelay()).isEqualTo(7);
        if (endpoint.getConfiguration().getUsername() != null) {
            assertThat(endpoint.getConfiguration().getPassword()).isEqualTo(value);
        }
    }

    @Test
    void setPlusEqualsKeepsItsPlusInYaml() throws Exception {
        yamlRoute(false, "neo4j-streams:cypher", "{query: 'MATCH (a {id: event.id}) SET a += event'}");
        assertThat(endpoint().getQuery()).isEqualTo("MATCH (a {id: event.id}) SET a += event");
    }

    static Stream<String> values() {
        return VALUES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("values")
    void ofAnOptionsMap(String name) {
        String value = VALUES.get(name);
        camel.start();
        Map<String, Object> options =
                Map.of("query", value.startsWith("#") ? "RETURN 1" : value, "param.x", "x" + value);
        Neo4jStreamsEndpoint endpoint = (Neo4jStreamsEndpoint) camel.getEndpoint("neo4j-streams:query", options);
        assertThat(endpoint.getQuery()).isEqualTo(options.get("query"));
        assertThat(endpoint.getParameters()).containsEntry("x", "x" + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b", "%2B", "a%20b", "#b", "x)", "{{", "}}", "é \\ $ ' \" ; ?"})
    void prefixedOptionInYamlIsTakenAsWritten(String value) throws Exception {
        yamlRoute(false, "neo4j-streams:query", "{query: RETURN (1), param.x: " + yaml(value) + "}");
        assertThat(endpoint().getParameters()).containsEntry("x", value);
    }

    @Test
    void ofALayoutInATextBlock() throws Exception {
        javaRoute(false, """
                neo4j-streams:query
                  ?query=RAW(MATCH (a) // all
                SET a.x = 1 + 1)
                  &param.x=5
                  &accessMode=READ
                """);
        assertThat(endpoint().getQuery()).isEqualTo("MATCH (a) // all\nSET a.x = 1 + 1");
        assertThat(endpoint().getParameters()).containsEntry("x", 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s)e+c&r%et", "{a: {b: 1}}", "p#w", "é\\w", "a b", "%2B", "x;y?z=1", "\"'$("})
    void ofTheComponentInApplicationProperties(String password) throws Exception {
        Path file = directory.resolve("application.properties");
        Properties properties = new Properties();
        properties.setProperty("camel.component.neo4j-streams.username", "user+name");
        properties.setProperty("camel.component.neo4j-streams.password", password);
        try (var out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
            properties.store(out, null);
        }
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + file);
        try {
            main.start();
            Neo4jStreamsEndpoint endpoint = main.getCamelContext()
                    .getEndpoint("neo4j-streams:query?query=RETURN 1", Neo4jStreamsEndpoint.class);
            assertThat(endpoint.getConfiguration().getUsername()).isEqualTo("user+name");
            assertThat(endpoint.getConfiguration().getPassword()).isEqualTo(password);
        } finally {
            main.stop();
        }
    }

    @Test
    void ofAResource() throws Exception {
        Path file = Files.writeString(directory.resolve("a.cypher"), CYPHER + "\n{{none}}");
        yamlRoute(false, "neo4j-streams:query", "{query: " + yaml("resource:file:" + file) + "}");
        assertThat(endpoint().getQuery()).isEqualTo(CYPHER + "\n{{none}}");
    }

    @Test
    void refusesAResourceThatIsMissing() throws Exception {
        yamlRoute(false, "neo4j-streams:query", "{query: 'resource:classpath:none.cypher'}");
        refused("'query'", "resource:classpath:none.cypher");
    }

    @Test
    void ofAKameletsCallerWithAResource() throws Exception {
        Path file = Files.writeString(directory.resolve("a.cypher"), CYPHER);
        load(template(false, "{strategy: query, query: '{{q}}'}").replace("direct:a", "kamelet:source"));
        yamlRoute(false, "kamelet:t1", "{q: " + yaml("resource:file:" + file) + "}");
        assertThat(endpoint().getQuery()).isEqualTo(CYPHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET a += event", "10 % 25", "a & b", "é # ?"})
    void ofAKameletsCallerWithRaw(String value) throws Exception {
        load(template(false, "{strategy: query, query: '{{q}}'}").replace("direct:a", "kamelet:source"));
        yamlRoute(false, "kamelet:t1", "{q: " + yaml("RAW(" + value + ")") + "}");
        assertThat(endpoint().getQuery()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 %25", "a & b", "a&b=c"})
    void refusesAKameletsCallWhoseTextMayHaveTwoMeanings(String value) throws Exception {
        load(kamelet(false));
        assertRefused(
                () -> {
                    yamlRoute(false, "kamelet:neo4j-streams-t1", "{delay: 7, query: " + yaml(value) + "}");
                    camel.start();
                },
                "kamelet:neo4j-streams-t1: ",
                "RAW(",
                "resource:");
    }

    @Test
    void refusesAParameterThatAKameletDoesNotHave() throws Exception {
        load(kamelet(false));
        yamlRoute(false, "kamelet:neo4j-streams-t1", "{delay: 7, quary: RETURN 1}");
        refused("kamelet:neo4j-streams-t1: there is no option 'quary' (did you mean 'query'?)");
    }

    @Test
    void aKameletsCallerMaySetWhatCamelTakes() throws Exception {
        load(kamelet(false));
        yamlRoute(false, "kamelet:neo4j-streams-t1", "{delay: 7, query: a + b, routeId: r1, noErrorHandler: true}");
        assertThat(endpoint().getQuery()).isEqualTo("a + b");
        assertThat(camel.getRoute("r1")).isNotNull();
    }

    @Test
    void aCallThatIsCompleteForEachMessageOnlyIsLeftToCamel() throws Exception {
        load(kamelet(false));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:b").toD("kamelet:neo4j-streams-t1?query=RAW(RETURN ${body})&delay=7");
            }
        });
        camel.start();
        assertThat(((ToDynamicDefinition)
                                camel.getRouteDefinitions().get(0).getOutputs().get(0))
                        .getUri())
                .isEqualTo("kamelet:neo4j-streams-t1?query=RAW(RETURN ${body})&delay=7");
    }

    @Test
    void aKameletThatIsNotThereIsReportedByCamel() throws Exception {
        yamlRoute(false, "kamelet:neo4j-streams-none", "{query: a + b}");
        refused("neo4j-streams-none.kamelet.yaml");
    }

    @Test
    void ofABean() throws Exception {
        camel.getRegistry().bind("text", "SET a += event");
        javaRoute(false, "neo4j-streams:query?query=#bean:text");
        assertThat(endpoint().getQuery()).isEqualTo("SET a += event");
    }

    @Test
    void optionWithoutItsOptionalPropertyIsNotSet() throws Exception {
        yamlRoute(false, "neo4j-streams:query", "{query: RETURN 1, database: '{{?none}}'}");
        assertThat(endpoint().getConfiguration().getDatabase()).isNull();
    }

    /** Camel codes such a URI anew. */
    @Test
    void referencesBesideAnOptionWithoutItsOptionalPropertyAreFound() throws Exception {
        MemoryStateRepository repository = new MemoryStateRepository();
        camel.getRegistry().bind("cursors", repository);
        camel.getRegistry().bind("text", "SET a += event");
        yamlRoute(
                true,
                "neo4j-streams:query",
                "{query: '#bean:text', cursorRepository: '#bean:cursors', startFrom: EARLIEST, database: '{{?none}}'}");
        assertThat(endpoint().getCursorRepository()).isSameAs(repository);
        assertThat(endpoint().getQuery()).isEqualTo("SET a += event");
    }

    @Test
    void placeholdersInTextAreTemplates() throws Exception {
        property("my.text", "a) + {b: {c: 1}} & 10 %25");
        yamlRoute(false, "neo4j-streams:query", "{query: \"{x: {y: {{my.text}}}}\\n+ {{other:1}}\"}");
        assertThat(endpoint().getQuery()).isEqualTo("{x: {y: a) + {b: {c: 1}} & 10 %25}}\n+ 1");
    }

    static Stream<Arguments> refusedUris() {
        return Stream.of(
                Arguments.of("query=a+b", "'query' has a '+'", "RAW("),
                Arguments.of("query=a%2Bb", "'query' has a '%'", "RAW("),
                Arguments.of("query=a & b", "'&' is not an option", "RAW("),
                Arguments.of("query=a&b=1", "no option 'b'", "RAW("),
                Arguments.of("query=RAW(a", "RAW( is not closed", "RAW("),
                Arguments.of("query=a&query=b", "'query' is set twice", "RAW("),
                Arguments.of("query=RAW(a)&password=b)", "'password' has a ')'", "RAW("),
                Arguments.of("querry=a", "no option 'querry' (did you mean 'query'?)", "RAW("),
                Arguments.of("query=RAW(a)&batchsize=5&password=RAW(b)", "did you mean 'batchSize'?", "RAW("),
                Arguments.of("query=a&params.x=1", "did you mean 'param.'?", "RAW("),
                Arguments.of("query=a&batchSize=5", "'batchSize' means nothing to the strategy 'query'", ""),
                Arguments.of("query=#none", "'query' begins with '#'", "RAW("));
    }

    @ParameterizedTest
    @MethodSource("refusedUris")
    void refusesInARoute(String query, String reason, String cure) throws Exception {
        assertRefused(
                () -> {
                    javaRoute(false, "neo4j-streams:query?" + query);
                    camel.start();
                },
                reason,
                cure,
                cure.isEmpty() ? "" : "resource:");
    }

    @ParameterizedTest
    @MethodSource("refusedUris")
    void refusesFromCamel(String query, String reason, String cure) {
        camel.start();
        assertRefused(
                () -> camel.getEndpoint("neo4j-streams:query?" + query),
                reason,
                cure,
                cure.isEmpty() ? "" : "resource:");
    }

    @Test
    void refusesAnAmpersandAtTheEnd() {
        assertRefused(
                () -> {
                    javaRoute(false, "neo4j-streams:query?query=a&");
                    camel.start();
                },
                "nothing behind the last '&'",
                "RAW(",
                "resource:");
    }

    @Test
    void refusesALineBreakOutsideRaw() {
        assertRefused(
                () -> {
                    javaRoute(false, "neo4j-streams:query?query=a\nb");
                    camel.start();
                },
                "'query' has a line break",
                "RAW(",
                "resource:");
    }

    @Test
    void refusesALineBreakInADynamicUri() {
        assertRefused(
                () -> {
                    camel.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:a").toD("neo4j-streams:query?query=RAW(RETURN\n${body})");
                        }
                    });
                    camel.start();
                },
                "toD",
                "resource:");
    }

    @Test
    void refusalsNameNoSecrets() {
        camel.start();
        assertThatThrownBy(() -> camel.getEndpoint("neo4j-streams:query?query=RETURN 1&password=geh+eim"))
                .rootCause()
                .message()
                .doesNotContain("geh", "eim");
    }

    @Test
    void refusesAContextThatDoesNotWatchTheRoutes() throws Exception {
        ClassLoader noServices = new ClassLoader(null) {};
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.setApplicationContextClassLoader(noServices);
            context.build();
            assertRefused(
                    () -> context.getEndpoint("neo4j-streams:query?query=RETURN 1"),
                    "new Neo4jStreamsOptions().load(camelContext)");
        }
    }

    @Test
    void isLoadedByHandOnce() throws Exception {
        new Neo4jStreamsOptions().load(camel);
        setPlusEqualsKeepsItsPlusInYaml();
    }

    @Test
    void sameTextIsTheSameEndpoint() {
        camel.start();
        var one = camel.getEndpoint("neo4j-streams:query?query=RAW(a+b)&database=d");
        assertThat(camel.getEndpoint("neo4j-streams:query?database=d&query=RAW(a+b)"))
                .isSameAs(one);
        assertThat(camel.getEndpoint("neo4j-streams:query?database=d&query=RAW(a b)"))
                .isNotSameAs(one);
    }

    @Test
    void secretsAreMaskedAsAWhole() throws Exception {
        javaRoute(false, "neo4j-streams:query?query=RETURN 1&username=u&password=RAW(ge)h&eim)");
        assertThat(endpoint().getConfiguration().getPassword()).isEqualTo("ge)h&eim");
        assertThat(endpoint().toString()).doesNotContain("ge", "eim");
    }

    private Neo4jStreamsEndpoint endpoint() {
        camel.start();
        List<Neo4jStreamsEndpoint> all = camel.getEndpoints().stream()
                .filter(Neo4jStreamsEndpoint.class::isInstance)
                .map(Neo4jStreamsEndpoint.class::cast)
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void refused(String... words) {
        assertRefused(camel::start, words);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String... words) {
        assertThatThrownBy(action).satisfies(thrown -> {
            StringBuilder messages = new StringBuilder();
            for (Throwable t = thrown; t != null; t = t.getCause()) {
                messages.append(t.getMessage()).append('\n');
            }
            assertThat(messages.toString()).contains(words);
        });
    }

    private void property(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        camel.getPropertiesComponent().setInitialProperties(properties);
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("route.yaml", yaml));
    }

    private void yamlRoute(boolean from, String uri, String parameters) throws Exception {
        load(yamlSteps(from, uri, parameters));
    }

    private void javaRoute(boolean from, String uri) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (from) {
                    from(uri).to("direct:y");
                } else {
                    from("direct:b").to(uri);
                }
            }
        });
    }

    private static String yamlSteps(boolean from, String uri, String parameters) {
        String endpoint = "uri: " + uri + (parameters == null ? "" : ", parameters: " + parameters);
        return from
                ? "- from: {" + endpoint + ", steps: [{to: 'direct:z'}]}\n"
                : "- from: {uri: 'direct:a', steps: [{to: {" + endpoint + "}}]}\n";
    }

    private static String template(boolean from, String parameters) {
        return "- routeTemplate:\n    id: t1\n    parameters: [{name: q}]\n    "
                + yamlSteps(from, "neo4j-streams", parameters).substring(2);
    }

    /** A Kamelet with a name like those of this project. */
    private static String kamelet(boolean from) {
        String parameters =
                "[{name: delay}, {name: query}, {name: username, required: false}, {name: password, required: false}]";
        String options =
                "{strategy: query, delay: '{{delay}}', query: '{{query}}', username: '{{?username}}', password: '{{?password}}'}";
        return "- routeTemplate:\n    id: neo4j-streams-t1\n    parameters: " + parameters + "\n    "
                + yamlSteps(from, "neo4j-streams", options)
                        .substring(2)
                        .replace(from ? "direct:z" : "direct:a", from ? "kamelet:sink" : "kamelet:source");
    }

    /** JSON strings are YAML, too. */
    private static String yaml(String text) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(text)
                    .replace("\u2028", "\\u2028")
                    .replace("\u00a0", "\\u00a0");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
