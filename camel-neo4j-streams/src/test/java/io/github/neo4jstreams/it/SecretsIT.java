package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.neo4jstreams.camel.Neo4jStreamsConfiguration;
import io.github.neo4jstreams.testbed.BoltProxy;
import io.github.neo4jstreams.testbed.CertificateAuthority;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.ServerTls;
import io.github.neo4jstreams.testbed.ServerTls.Certificate;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Whatever goes wrong, no secret is found where people look: all that anybody logs down to TRACE, exceptions, health, dev
 * console, JMX, endpoints and dumped routes.
 */
@TestBed
@Isolated("from other tests, which would log as well, and whose levels it changes")
class SecretsIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** Nothing else looks like this, and every encoding of it looks different. */
    private static final String SECRET = "zQ9/x+7%&\"ü' {k}$w";
    /** Java encrypts keys with ASCII only. */
    private static final String KEY_SECRET = "zQ9/x+7%&\"' {k}$w";

    /** Camel's own: they print what placeholders stand for, on DEBUG and TRACE. The user's page warns of it. */
    private static final List<String> TELL_PLACEHOLDERS = List.of(
            "org.apache.camel.component.properties.", "org.apache.camel.impl.engine.DefaultCamelContextExtension");

    private static final String SINK = """
            - route:
                id: sink
                from:
                  uri: direct:in
                  steps:
                    - to:
                        uri: neo4j-streams:cypher
                        parameters:
                          query: "CREATE (:Thing {nr: event.nr / event.by})"
                          retryTimeout: 2000
            """;
    private static final String SOURCES = """
            - route:
                id: changes
                from:
                  uri: neo4j-streams:cdc
                  parameters:
                    cursorName: changes
                    startFrom: earliest
                  steps:
                    - to: log:changes
            - route:
                id: rows
                from:
                  uri: neo4j-streams:query
                  parameters:
                    cursorName: rows
                    query: "MATCH (t:Thing) RETURN t.nr AS nr"
                  steps:
                    - to: log:rows
            """;

    static Neo4jServer neo4j;

    @TempDir
    private Path directory;

    private LogLines everything;
    private final StringWriter seen = new StringWriter();

    @BeforeEach
    void userWithThisPassword() {
        neo4j.wipe();
        administer("CREATE OR REPLACE USER peculiar SET PASSWORD $password CHANGE NOT REQUIRED");
        everything = LogLines.ofEverybody();
    }

    @AfterEach
    void dropUser() {
        everything.close();
        administer("DROP USER peculiar IF EXISTS");
    }

    private static void administer(String command) {
        try (Session system = neo4j.driver().session(SessionConfig.forDatabase("system"))) {
            system.run(command, Map.of("password", SECRET)).consume();
        }
    }

    private static Consumer<Neo4jStreamsConfiguration> peculiar() {
        return configuration -> {
            configuration.setUsername("peculiar");
            configuration.setPassword(SECRET);
        };
    }

    private Routes routes(String uri, Consumer<Neo4jStreamsConfiguration> settings, String yaml) throws Exception {
        Properties properties = new Properties();
        // as a user would have it from the environment or a vault
        properties.setProperty("neo4j.password", SECRET);
        return Routes.to(uri)
                .configured(component -> {
                    settings.accept(component.getConfiguration());
                    component.getCamelContext().getPropertiesComponent().setInitialProperties(properties);
                })
                .yaml(yaml);
    }

    @Test
    void noneIsShownWhileAllIsWell() throws Exception {
        try (Routes routes = routes(neo4j.uri(), peculiar(), SINK + SOURCES)) {
            routes.template().sendBody("direct:in", Map.of("nr", 1, "by", 1));
            await().atMost(SOON)
                    .until(() -> neo4j.execute("MATCH (t:Thing) RETURN t").size() == 1);
            look(routes.context());
        }
        assertThat(seen.toString())
                .contains(
                        "neo4j-streams-sinks Endpoint ",
                        "neo4j-streams-sources Endpoint ",
                        "neo4j-streams-clusters Leader ");
        assertNoSecret("CREATE (:Thing");
    }

    @Test
    void noneIsShownWithAMessageThatCantBeApplied() throws Exception {
        try (Routes routes = routes(neo4j.uri(), peculiar(), SINK)) {
            see(catchThrowable(() -> routes.template().sendBody("direct:in", Map.of("nr", 1, "by", 0))));
            look(routes.context());
        }
        assertNoSecret("/ by zero");
    }

    @Test
    void noneIsShownWithAStatementThatIsWrong() throws Exception {
        try (Routes routes = routes(neo4j.uri(), peculiar(), SINK.replace("CREATE", "CREAT"))) {
            awaitStop(routes, "sink");
            look(routes.context());
        }
        assertNoSecret("can't be compiled");
    }

    @Test
    void noneIsShownWhenItIsTheWrongPassword() throws Exception {
        try (Routes routes =
                routes(neo4j.uri(), peculiar().andThen(with -> with.setUsername("nobody")), SINK + SOURCES)) {
            awaitStop(routes, "sink");
            awaitStop(routes, "changes");
            look(routes.context());
        }
        assertNoSecret("unauthorized");
    }

    @Test
    void noneIsShownOfAFileWithTheWrongPassword() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), SECRET);
        try (Routes routes = routes(
                neo4j.uri(),
                with -> {
                    with.setUsername("nobody");
                    with.setPasswordFile(file.toString());
                },
                SINK)) {
            awaitStop(routes, "sink");
            look(routes.context());
        }
        assertNoSecret("unauthorized");
    }

    @Test
    void noneIsShownOfATokenThatTheServerDoesntTake() throws Exception {
        try (Routes routes = routes(neo4j.uri(), with -> with.setToken(SECRET), SINK)) {
            awaitStop(routes, "sink");
            look(routes.context());
        }
        assertNoSecret("can't work");
    }

    @Test
    void noneIsShownWhileTheServerIsAway() throws Exception {
        try (BoltProxy proxy = BoltProxy.of(neo4j);
                Routes routes = routes(proxy.uri(), peculiar(), SINK + SOURCES)) {
            routes.template().sendBody("direct:in", Map.of("nr", 1, "by", 1));
            proxy.refuse();
            see(catchThrowable(() -> routes.template().sendBody("direct:in", Map.of("nr", 2, "by", 1))));
            look(routes.context());
        }
        assertNoSecret("is not available");
    }

    @Test
    void noneIsShownOfAnEndpointThatHasItAsAnOption() throws Exception {
        String with = SINK.replace(
                "retryTimeout: 2000",
                "username: peculiar\n              password: \"{{neo4j.password}}\"\n              retryTimeout: 2000");
        try (Routes routes = routes(neo4j.uri(), nothing -> {}, with)) {
            routes.template().sendBody("direct:in", Map.of("nr", 1, "by", 1));
            see(catchThrowable(() -> routes.template().sendBody("direct:in", Map.of("nr", 1, "by", 0))));
            look(routes.context());
        }
        assertThat(neo4j.execute("MATCH (t:Thing) RETURN t")).hasSize(1);
        assertNoSecret("/ by zero");
    }

    @Test
    void noneIsShownOfAnEndpointThatCantBeMadeWithIt() throws Exception {
        String with = SINK.replace(
                "retryTimeout: 2000", "password: \"{{neo4j.password}}\"\n              retryTimeout: 2000");
        see(catchThrowable(() -> routes(neo4j.uri(), nothing -> {}, with).close()));

        assertNoSecret("password is set, but username is not");
    }

    @Test
    void noneIsShownOfAnEncryptedKey() throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(directory.resolve("authority"));
        Certificate ours = authority.issue("ours");
        Certificate encrypted = authority.encrypted(ours, KEY_SECRET);
        Certificate withAnother = authority.encrypted(authority.issue("other"), "another");
        try (Neo4jServer server = Neo4jServer.builder()
                .tls(new ServerTls(authority.issue("server", "localhost"), authority, ours))
                .start()) {
            Consumer<Neo4jStreamsConfiguration> settings = with -> {
                with.setUsername(server.username());
                with.setPassword(server.password());
                with.setTrustedCertificates(authority.certificates().toString());
                with.setClientCertificate(encrypted.certificate().toString());
                with.setClientCertificateKey(encrypted.key().toString());
                with.setClientCertificateKeyPassword(KEY_SECRET);
            };
            try (Routes routes = routes(server.uri(), settings, SINK)) {
                routes.template().sendBody("direct:in", Map.of("nr", 1, "by", 1));
                look(routes.context());
            }
            see(catchThrowable(() -> routes(
                            server.uri(),
                            settings.andThen(with -> with.setClientCertificateKey(
                                    withAnother.key().toString())),
                            SINK)
                    .close()));
        }
        assertNo(KEY_SECRET, "can't be decrypted");
    }

    private static void awaitStop(Routes routes, String routeId) {
        await().atMost(SOON).until(() -> routes.context()
                .getRouteController()
                .getRouteStatus(routeId)
                .isStopped());
    }

    /** What a person or a tool can ask of a running application. */
    private void look(CamelContext context) throws Exception {
        for (Endpoint endpoint : context.getEndpoints()) {
            seen.append(endpoint.toString()).append('\n');
            seen.append(URISupport.sanitizeUri(endpoint.getEndpointUri())).append('\n');
        }
        for (Route route : context.getRoutes()) {
            seen.append(route.toString()).append('\n');
            if (route.getLastError() != null) {
                see(route.getLastError().getException());
            }
        }
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        HealthCheckRepository producers = (HealthCheckRepository) registry.resolveById("producers");
        producers.setEnabled(true);
        registry.register(producers);
        for (HealthCheck.Result result : HealthCheckHelper.invoke(context)) {
            seen.append(result.getCheck().getId() + " " + result.getMessage() + " " + result.getDetails())
                    .append('\n');
            result.getError().ifPresent(this::see);
        }
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("neo4j-streams");
        seen.append(String.valueOf(console.call(DevConsole.MediaType.JSON))).append('\n');
        seen.append(String.valueOf(console.call(DevConsole.MediaType.TEXT))).append('\n');
        seen.append(PluginHelper.getModelToXMLDumper(context)
                .dumpModelAsXml(context, ((ModelCamelContext) context).getRouteDefinition("sink")));
        seen.append('\n');
        lookAtManagement(context);
    }

    /** All attributes of all MBeans of the context, Camel's own and ours, and their names. */
    private void lookAtManagement(CamelContext context) throws Exception {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        MBeanServer server = agent.getMBeanServer();
        Set<ObjectName> names =
                server.queryNames(new ObjectName(agent.getMBeanObjectDomainName() + ":context=*,*"), null);
        assertThat(names)
                .extracting(name -> name.getKeyProperty("type"))
                .contains("context", "endpoints", "components");
        for (ObjectName name : names) {
            seen.append(name.toString()).append('\n');
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    seen.append(name.getKeyProperty("type") + " " + attribute.getName() + " "
                                    + server.getAttribute(name, attribute.getName()))
                            .append('\n');
                } catch (JMException | RuntimeException e) {
                    // some of Camel's can't be asked while their route doesn't run; what that says is shown to people,
                    // too
                    see(e);
                }
            }
        }
    }

    private void see(Throwable error) {
        error.printStackTrace(new PrintWriter(seen));
    }

    /** @param proof that what was to happen did, and was seen */
    private void assertNoSecret(String proof) {
        assertNo(SECRET, proof);
    }

    private void assertNo(String secret, String proof) {
        for (ILoggingEvent event : everything.events()) {
            if (TELL_PLACEHOLDERS.stream().anyMatch(event.getLoggerName()::startsWith)) {
                continue;
            }
            seen.append(event.getLoggerName() + " " + event.getFormattedMessage())
                    .append('\n');
            if (event.getThrowableProxy() != null) {
                seen.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        String all = seen.toString();
        assertThat(all).contains(proof);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(bytes);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : List.of(
                secret,
                "zQ9/x",
                url,
                url.replace("+", "%20"),
                "zQ9%2F",
                encoded.substring(0, encoded.length() - 4),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes))) {
            assertThat(all.lines().filter(line -> line.contains(form))).as(form).isEmpty();
        }
    }
}
