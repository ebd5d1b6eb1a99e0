package io.github.neo4jstreams.cypher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025.10 | CREATE CONSTRAINT FOR (n:A) REQUIRE (n.x) IS UNIQUE",
                "5.26 | CREATE CONSTRAINT FOR (n:A) REQUIRE (n.x) IS UNIQUE",
                "4.4 | CREATE CONSTRAINT FOR (n:A) REQUIRE (n.x) IS UNIQUE",
                "4.3 | CREATE CONSTRAINT ON (n:A) ASSERT n.x IS UNIQUE",
                "3.5 | CREATE CONSTRAINT ON (n:A) ASSERT n.x IS UNIQUE"
            })
    void areMadeInTheWordsOfTheServersVersion(String version, String statement) {
        assertThat(Constraints.create(ServerVersion.parse(version), "A", List.of("x")))
                .isEqualTo(statement);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.26 | CREATE CONSTRAINT FOR (n:A) REQUIRE (n.x, n.`y z`) IS UNIQUE",
                "4.4 | CREATE INDEX FOR (n:A) ON (n.x, n.`y z`)",
                "3.5 | CREATE INDEX ON :A(x, `y z`)"
            })
    void overSeveralPropertiesAreIndexesWhereAVersionHasNoSuchConstraint(String version, String statement) {
        assertThat(Constraints.create(ServerVersion.parse(version), "A", List.of("x", "y z")))
                .isEqualTo(statement);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSTRAINT ON ( person:Person ) ASSERT person.id IS UNIQUE | Person id",
                "CONSTRAINT ON ( person:Person ) ASSERT (person.id) IS UNIQUE | Person id",
                "CONSTRAINT ON ( room:Room ) ASSERT (room.hotel, room.nr) IS NODE KEY | Room hotel nr"
            })
    void ofOldServersAreReadFromTheirDescription(String description, String words) {
        assertThat(String.join(" ", Constraints.described(description))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONSTRAINT ON ( p:Person ) ASSERT exists(p.id)",
                "CONSTRAINT ON ()-[ r:R ]-() ASSERT exists(r.id)",
                ""
            })
    void thatMakeNothingUniqueAreLeftOut(String description) {
        assertThat(Constraints.described(description)).isEmpty();
    }

    @Test
    void areListedAsEachVersionDoesIt() {
        assertThat(Constraints.list(ServerVersion.parse("4.2")).text()).startsWith("CALL db.constraints()");
        assertThat(Constraints.list(ServerVersion.parse("4.3")).text()).startsWith("SHOW CONSTRAINTS");
    }
}
