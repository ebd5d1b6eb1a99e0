package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** The build says which driver it tests with, and this test that it really is. */
@TestBed
class DriverVersionIT {

    static Neo4jServer neo4j;

    @Test
    void isTheOneThatTheBuildMeant() {
        String expected = System.getProperty("expected.driver");
        assertThat(expected).isNotNull();
        assertThat(Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())
                .contains("neo4j-java-driver-" + expected);
        neo4j.driver().verifyConnectivity();
    }
}
