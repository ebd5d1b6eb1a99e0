package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.neo4jstreams.graph.Connections;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphSettings;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may move a cursor in the graph. */
@TestBed
class GraphCursorStoreIT {

    private static final String NAME = "orders";

    static Neo4jServer neo4j;

    private Graph graph;
    private GraphCursorStore first;
    private GraphCursorStore second;

    @BeforeEach
    void open() {
        neo4j.wipe();
        graph = new Graph(
                new Connections().over(neo4j.driver()),
                new GraphSettings(null, null, Duration.ofSeconds(30), null, true, false),
                () -> false);
        first = new GraphCursorStore(graph);
        second = new GraphCursorStore(graph);
    }

    @AfterEach
    void close() {
        graph.close();
    }

    private static Object cursor() {
        return neo4j.execute(
                        "MATCH (c:Neo4jStreamsCursor {name: $name}) RETURN c.cursor AS cursor", Map.of("name", NAME))
                .get(0)
                .get("cursor");
    }

    @Test
    void whoLoadedItLastMayMoveIt() {
        assertThat(first.load(NAME)).isEmpty();
        first.save(NAME, null, "c1");
        assertThat(second.load(NAME)).contains("c1");

        assertThatExceptionOfType(CursorMovedException.class).isThrownBy(() -> first.save(NAME, "c1", "c2"));
        assertThatExceptionOfType(CursorMovedException.class).isThrownBy(() -> first.refuseTakenOver(NAME));
        assertThat(cursor()).isEqualTo("c1");
        assertThatNoException().isThrownBy(() -> second.refuseTakenOver(NAME));
        second.save(NAME, "c1", "c2");
        assertThat(cursor()).isEqualTo("c2");
    }

    @Test
    void aSaveThatNobodyConfirmedMayBeDoneAgain() {
        first.load(NAME);
        first.save(NAME, null, "c1");
        first.save(NAME, null, "c1");

        assertThat(cursor()).isEqualTo("c1");
    }

    @Test
    void whatAnAdministratorHasSetIsNotOverwritten() {
        first.load(NAME);
        first.save(NAME, null, "c1");
        neo4j.execute("MATCH (c:Neo4jStreamsCursor) SET c.cursor = 'set'");

        assertThatExceptionOfType(CursorMovedException.class).isThrownBy(() -> first.save(NAME, "c1", "c2"));
        assertThat(first.load(NAME)).contains("set");
    }

    @Test
    void whatAnAdministratorHasDeletedBeginsAnew() {
        first.load(NAME);
        first.save(NAME, null, "c1");
        neo4j.execute("MATCH (c:Neo4jStreamsCursor) DELETE c");

        assertThatExceptionOfType(CursorMovedException.class).isThrownBy(() -> first.save(NAME, "c1", "c2"));
        assertThat(neo4j.execute("MATCH (c:Neo4jStreamsCursor) RETURN c")).isEmpty();
        assertThat(first.load(NAME)).isEmpty();
        first.save(NAME, null, "c3");
        assertThat(cursor()).isEqualTo("c3");
    }

    @Test
    void whatWasKeptBeforeThereWereTokensGoesOn() {
        neo4j.execute("CREATE (:Neo4jStreamsCursor {name: $name, cursor: 'old'})", Map.of("name", NAME));

        assertThat(first.load(NAME)).contains("old");
        first.save(NAME, "old", "c1");

        assertThat(cursor()).isEqualTo("c1");
    }
}
