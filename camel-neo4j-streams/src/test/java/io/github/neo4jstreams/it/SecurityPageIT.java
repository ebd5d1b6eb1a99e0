package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.neo4jstreams.testbed.CertificateAuthority;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.ServerTls;
import io.github.neo4jstreams.testbed.ServerTls.Certificate;
import io.github.neo4jstreams.testbed.TestBed;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.exceptions.ClientException;

/** What docs/security.md tells people to copy. */
@TestBed
class SecurityPageIT {

    private static final Path PAGE = Path.of("../docs/security.md");
    private static final String NOT_IN_COMMUNITY = "Neo.ClientError.Statement.UnsupportedAdministrationCommand";

    static Neo4jServer neo4j;

    @TempDir
    private Path directory;

    @Test
    void itsPropertiesWriteToAServerThatWantsToKnowItsClients() throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(directory.resolve("authority"));
        Certificate ours = authority.issue("client");
        Files.copy(authority.certificates(), directory.resolve("ca.pem"));
        Files.copy(ours.certificate(), directory.resolve("client.pem"));
        Files.copy(ours.key(), directory.resolve("client.key"));
        Properties properties = new Properties();
        properties.load(new StringReader(blocks("properties").get(0).replace("/etc/neo4j-streams", directory + "")));
        Path routes = Files.writeString(directory.resolve("routes.yaml"), """
                - route:
                    id: sink
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: neo4j-streams:cypher
                            parameters:
                              query: "MERGE (:Thing {nr: event})"
                """);
        properties.setProperty("camel.main.routes-include-pattern", "file:" + routes);
        try (Neo4jServer server = Neo4jServer.builder()
                .tls(new ServerTls(authority.issue("server", "localhost"), authority, ours))
                .start()) {
            Files.writeString(directory.resolve("password"), server.password() + "\n");
            server.execute("CREATE USER streams SET PASSWORD '" + server.password() + "' CHANGE NOT REQUIRED");
            properties.setProperty("camel.component.neo4j-streams.server-uri", server.uri());
            Main main = new Main();
            main.setDefaultPropertyPlaceholderLocation("false");
            main.setInitialProperties(properties);
            main.start();
            try {
                main.getCamelTemplate().sendBody("direct:in", 1);
            } finally {
                main.stop();
            }
            assertThat(server.execute("MATCH (t:Thing) RETURN t")).hasSize(1);
        }
    }

    /** Community has no roles, and says so of commands about them that it could read. */
    @TestFactory
    Stream<DynamicTest> itsCommandsAreReadByTheServer() throws IOException {
        List<String> commands = new ArrayList<>();
        blocks("cypher").forEach(block -> commands.addAll(List.of(block.strip().split(";\\s*"))));
        Matcher inTables = Pattern.compile("`(GRANT [^`…]+)`").matcher(Files.readString(PAGE));
        inTables.results().map(found -> found.group(1)).forEach(commands::add);
        assertThat(commands).hasSizeGreaterThan(20);
        return commands.stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    if (command.startsWith("CREATE CONSTRAINT")) {
                        neo4j.execute(command);
                    } else {
                        assertThat(refusal(command)).isEqualTo(NOT_IN_COMMUNITY);
                    }
                }));
    }

    @Test
    void aCommandThatIsWrongWouldBeNoticed() {
        assertThat(refusal("GRANT MERGE {*} ON GRAPH neo4j NODE LABEL Person TO people_sink"))
                .isEqualTo("Neo.ClientError.Statement.SyntaxError");
    }

    private static String refusal(String command) {
        try (Session system = neo4j.driver().session(SessionConfig.forDatabase("system"))) {
            return catchThrowableOfType(
                            ClientException.class, () -> system.run(command).consume())
                    .code();
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
