package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.neo4jstreams.testbed.GraphDump;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.Own;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two databases, each of which gets the changes of the other. */
@TestBed
class LoopIT {

    static Neo4jServer here;

    @Own
    static Neo4jServer there;

    private final Received fromHere = new Received();
    private final Received fromThere = new Received();

    @Test
    void databasesThatFeedEachOtherAreEqualAndComeToRest() throws Exception {
        for (Neo4jServer server : new Neo4jServer[] {here, there}) {
            server.wipe();
            server.execute("CREATE CONSTRAINT FOR (p:Person) REQUIRE p.mail IS UNIQUE");
        }
        try (Routes routes = Routes.to(here)
                .bind("fromHere", fromHere)
                .bind("fromThere", fromThere)
                .yaml(route("here", here, "fromHere", there) + route("there", there, "fromThere", here))) {
            awaitCursor(here, "here");
            awaitCursor(there, "there");
            here.execute("CREATE (:Person {mail: 'ada', name: 'Ada'})");
            await().atMost(20, TimeUnit.SECONDS).until(() -> people(there) == 1);
            there.execute("MATCH (p:Person {mail: 'ada'}) SET p.name = 'Ada L.', p:Member");
            there.execute("CREATE (:Person {mail: 'bob'})");
            await().atMost(20, TimeUnit.SECONDS).until(() -> people(here) == 2);
            // behind it in the log is all that could still go round
            here.execute("CREATE (:Person {mail: 'eve'})");
            await().atMost(20, TimeUnit.SECONDS).until(() -> people(there) == 3);
            there.execute("MATCH (p:Person {mail: 'eve'}) DELETE p");
            await().atMost(20, TimeUnit.SECONDS).until(() -> people(here) == 2);
        }
        assertThat(GraphDump.of(here)).isEqualTo(GraphDump.of(there));
        assertThat(people(here)).isEqualTo(2);
        assertThat(fromHere.all("event/operation")).containsExactly("CREATE", "CREATE");
        assertThat(fromThere.all("event/operation")).containsExactly("UPDATE", "CREATE", "DELETE");
    }

    private static long people(Neo4jServer server) {
        return (Long) server.execute("MATCH (p:Person) RETURN count(p) AS people")
                .get(0)
                .get("people");
    }

    private static void awaitCursor(Neo4jServer server, String name) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !server.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: '" + name + "'}) WHERE c.cursor IS NOT NULL RETURN c")
                .isEmpty());
    }

    private static String route(String name, Neo4jServer from, String received, Neo4jServer to) {
        return """
                - route:
                    id: %s
                    from:
                      uri: neo4j-streams:cdc
                      parameters:
                        cursorName: %s
                        excludeOwnWrites: true
                        delay: 20
                        initialDelay: 0
                %s
                      steps:
                        - process:
                            ref: %s
                        - to:
                            uri: neo4j-streams:cdc-schema
                            parameters:
                %s
                """.formatted(
                name, name, connection(from).indent(8), received, connection(to).indent(14));
    }

    private static String connection(Neo4jServer server) {
        return """
                serverUri: %s
                username: %s
                password: %s
                """.formatted(server.uri(), server.username(), server.password());
    }
}
