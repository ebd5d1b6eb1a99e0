package io.github.neo4jstreams.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

    @Nested
    class Parsing {

        @ParameterizedTest
        @CsvSource({
            "5.26.30, 5, 26",
            "Neo4j/3.5.0-beta03, 3, 5",
            "5.27-aura, 5, 27",
            "2025.10.1, 2025, 10",
            "4.4, 4, 4",
            "Neo4j/dev 4.0.0-SNAPSHOT, 4, 0"
        })
        void findsTheVersionInWhatAServerSays(String text, int major, int minor) {
            assertThat(ServerVersion.parse(text)).isEqualTo(new ServerVersion(major, minor));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "dev", "5"})
        void refusesATextWithoutAVersionAndSaysWhich(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ServerVersion.parse(text))
                    .withMessage("No version in '" + text + "'");
        }
    }

    @Nested
    class Order {

        @Test
        void isByNumberNotByText() {
            assertThat(Stream.of("2025.1", "5.9", "3.5", "5.26", "4.4")
                            .map(ServerVersion::parse)
                            .sorted())
                    .extracting(ServerVersion::toString)
                    .containsExactly("3.5", "4.4", "5.9", "5.26", "2025.1");
        }

        @Test
        void atLeastTakesTheVersionItself() {
            ServerVersion version = new ServerVersion(5, 17);

            assertThat(version.atLeast(5, 17)).isTrue();
            assertThat(version.atLeast(4, 99)).isTrue();
            assertThat(version.atLeast(5, 18)).isFalse();
            assertThat(version.atLeast(6, 0)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"3.5.35, false", "4.0.0, true", "5.26.1, true", "2025.01.0, true"})
    void databasesHaveNamesSinceFour(String version, boolean named) {
        assertThat(ServerVersion.parse(version).hasNamedDatabases()).isEqualTo(named);
    }
}
