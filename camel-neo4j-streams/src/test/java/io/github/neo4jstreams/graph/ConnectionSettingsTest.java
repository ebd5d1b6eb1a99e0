package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    @Nested
    class Seeds {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "neo4j://localhost",
                    "neo4j+s://x.databases.neo4j.io",
                    "neo4j+ssc://10.0.0.1:7688",
                    "bolt://localhost:7687",
                    "bolt+s://host",
                    "bolt+ssc://[::1]:7687",
                    "neo4j://host/"
                })
        void mayBeOneOfAnyScheme(String text) {
            assertThat(ConnectionSettings.parseSeeds(text)).containsExactly(URI.create(text));
        }

        @Test
        void mayBeSeveralWithTheirSchemeOrWithout() {
            assertThat(ConnectionSettings.parseSeeds("neo4j+s://core1, core2:7688 ,neo4j+s://core3"))
                    .containsExactly(
                            URI.create("neo4j+s://core1"),
                            URI.create("neo4j+s://core2:7688"),
                            URI.create("neo4j+s://core3"));
        }

        @Test
        void mayHaveTheirSchemeInCapitalsAndAreRoutedAllTheSame() {
            List<URI> seeds = ConnectionSettings.parseSeeds("NEO4J://core1,neo4j://core2");

            assertThat(seeds).extracting(URI::getScheme).containsOnly("neo4j");
            assertThat(settings(seeds).routing()).isTrue();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''                              | must begin with neo4j://",
                    "localhost:7687                  | must begin with neo4j://",
                    "http://localhost:7474           | 'http://localhost:7474' must begin with neo4j://, neo4j+s://",
                    "neo4j://                        | is no URI",
                    "neo4j:core1                     | names no host",
                    "neo4j://a b                     | is no URI",
                    "neo4j://core1,                  | must begin with neo4j://",
                    "neo4j://core1,,core2            | must begin with neo4j://",
                    "neo4j://core1,neo4j+s://core2   | 'neo4j+s://core2' has another scheme than the seed before it",
                    "neo4j://core1/movies            | has a path; a database is named with the option database",
                    "bolt://core1,bolt://core2       | several seeds need the scheme neo4j://",
                    "BOLT://core1,BOLT://core2       | several seeds need the scheme neo4j://",
                    "neo4j://ann:secret@core1        | a URI is no place for a password; use username and password"
                })
        void areRefusedWithTheReason(String text, String reason) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConnectionSettings.parseSeeds(text))
                    .withMessageContaining(reason);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "neo4j://ann:secret@core1",
                    "neo4j://ann:secret@core1,core2",
                    "neo4j://core1,neo4j://ann:secret@core2",
                    "http://ann:secret@core1",
                    "http://ann:secret@s@core1",
                    "neo4j://ann:secret with a blank@core1",
                    "neo4j://ann:100%secret@core1",
                    "neo4j://ann:p@secret@core1",
                    "neo4j://ann:p@ss/secret@core1"
                })
        void areRefusedWithoutTellingAPasswordThatIsInThem(String text) {
            Throwable refusal = catchThrowable(() -> ConnectionSettings.parseSeeds(text));

            assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
            StringWriter trace = new StringWriter();
            refusal.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "neo4j://a, true",
        "neo4j+s://a, true",
        "neo4j+ssc://a, true",
        "bolt://a, false",
        "bolt+s://a, false",
        "bolt+ssc://a, false"
    })
    void onlyTheSchemesOfNeo4jFollowTheRoutingTable(String uri, boolean routing) {
        assertThat(settings(ConnectionSettings.parseSeeds(uri)).routing()).isEqualTo(routing);
    }

    @Test
    void thePortMayBeLeftOut() {
        assertThat(ConnectionSettings.port(URI.create("neo4j://a"))).isEqualTo(7687);
        assertThat(ConnectionSettings.port(URI.create("neo4j://a:7688"))).isEqualTo(7688);
    }

    @Test
    void printsNoSecret() {
        ConnectionSettings settings = new ConnectionSettings(
                ConnectionSettings.parseSeeds("neo4j://a"),
                Credentials.basic("ann", "secret", null),
                new Encryption(null, true, null, null, "secret"),
                Pooling.DEFAULT);

        assertThat(settings.toString()).contains("neo4j://a", "ann").doesNotContain("secret");
        assertThat(Credentials.bearer("secret").toString()).doesNotContain("secret");
        assertThat(Credentials.kerberos("secret").toString()).doesNotContain("secret");
    }

    private static ConnectionSettings settings(List<URI> seeds) {
        return new ConnectionSettings(seeds, Credentials.none(), Encryption.BY_SCHEME, Pooling.DEFAULT);
    }
}
