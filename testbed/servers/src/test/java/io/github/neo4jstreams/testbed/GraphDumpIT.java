package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@TestBed
class GraphDumpIT {

    static Neo4jServer neo4j;

    private static GraphDump dump(String... statements) {
        neo4j.wipe();
        for (String statement : statements) {
            neo4j.execute(statement);
        }
        return GraphDump.of(neo4j);
    }

    @Test
    void graphsThatWereBuiltInAnotherOrderAreEqual() {
        GraphDump one = dump(
                "CREATE (a:City:Capital {code: 1, name: 'Rome'})-[:ROAD {km: 10, lanes: 2}]->(b:City {code: 2}), (b)-[:ROAD]->(a)");
        GraphDump other = dump(
                "CREATE (:City {code: 2})",
                "CREATE (:Capital {name: 'Rome'})",
                "MATCH (a:Capital), (b:City) CREATE (b)-[:ROAD]->(a), (a)-[:ROAD {lanes: 2, km: 10}]->(b)",
                "MATCH (a:Capital) SET a:City, a.code = 1");
        assertThat(other).isEqualTo(one).hasSameHashCodeAs(one).hasToString(one.toString());
        assertThat(one.differenceTo(other)).isEmpty();
        assertThat(one.toString().lines())
                .containsExactly(
                        "(:Capital:City {code: 1, name: 'Rome'})",
                        "(:City {code: 2})",
                        "(:Capital:City {code: 1, name: 'Rome'})-[:ROAD {km: 10, lanes: 2}]->(:City {code: 2})",
                        "(:City {code: 2})-[:ROAD]->(:Capital:City {code: 1, name: 'Rome'})");
    }

    @TestFactory
    Stream<DynamicTest> aPropertyOfAnotherTypeOrValueMakesAnotherGraph() {
        return """
                1 | 1.0
                1 | '1'
                'a' | ['a']
                [1, 2] | [1, 2.0]
                [1, 2] | [2, 1]
                '' | null
                true | 'true'
                date('2026-01-01') | '2026-01-01'
                datetime('2026-01-01T00:00:00Z') | localdatetime('2026-01-01T00:00:00')
                datetime('2026-01-01T00:00:00Z') | datetime('2026-01-01T01:00:00+01:00')
                datetime('2026-01-01T01:00:00+01:00') | datetime('2026-01-01T01:00:00[Europe/Rome]')
                time('10:00:00Z') | localtime('10:00:00')
                duration('P1D') | duration('PT24H')
                point({x: 1, y: 2}) | point({x: 1, y: 2, z: 0})
                point({x: 1, y: 2}) | point({longitude: 1, latitude: 2})
                """.lines().map(line -> DynamicTest.dynamicTest(line, () -> {
            String create = "CREATE (:Thing {value: %s})";
            String[] values = line.split(" \\| ");
            GraphDump one = dump(create.formatted(values[0]));
            assertThat(dump(create.formatted(values[0]))).isEqualTo(one);
            assertThat(dump(create.formatted(values[1]))).isNotEqualTo(one);
        }));
    }

    @Test
    void theDifferenceIsSaidLineByLine() {
        GraphDump expected = dump("CREATE (:City {code: 1}), (:City {code: 1}), (:Town)");
        GraphDump actual = dump("CREATE (:City {code: 1}), (:City {code: 1.0}), (:Town)");
        assertThat(expected.differenceTo(actual).lines())
                .containsExactly("missing:    (:City {code: 1})", "unexpected: (:City {code: 1.0})");
    }

    @Test
    void equalNodesAreToldApartByWhatTheyAreConnectedTo() {
        String oneAndThree =
                "CREATE (a:P)-[:R]->(:Q), (b:P)-[:R]->(:Q), (b)-[:R]->(:Q), (b)-[:R]->(:Q), (:Root)-[:A]->(a)";
        GraphDump one = dump(oneAndThree);
        GraphDump other =
                dump("CREATE (a:P)-[:R]->(:Q), (a)-[:R]->(:Q), (b:P)-[:R]->(:Q), (b)-[:R]->(:Q), (:Root)-[:A]->(a)");
        GraphDump third = dump(oneAndThree.replace("(a)", "(b)"));
        assertThat(dump(oneAndThree)).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
        assertThat(third).isNotEqualTo(one).isNotEqualTo(other);
        assertThat(one.differenceTo(third)).contains("missing: ", "unexpected: ");
    }

    @Test
    void theDirectionAndTheEndsOfRelationshipsCount() {
        GraphDump pair = dump("CREATE (a:P), (b:P), (a)-[:R]->(b), (b)-[:R]->(a)");
        GraphDump loops = dump("CREATE (a:P), (b:P), (a)-[:R]->(a), (b)-[:R]->(b)");
        assertThat(loops).isNotEqualTo(pair);
        assertThat(dump("CREATE (:P)-[:R]->(:Q)")).isNotEqualTo(dump("CREATE (:P)<-[:R]-(:Q)"));
        // a ring of four against two pairs: the same lines, but for what tells the wiring
        GraphDump path = dump("CREATE (a:P)-[:R]->(b:P)-[:R]->(c:P), (d:P)-[:R]->(e:P)-[:R]->(f:P)");
        GraphDump longer = dump("CREATE (a:P)-[:R]->(b:P)-[:R]->(c:P)-[:R]->(d:P)-[:R]->(e:P), (f:P)");
        assertThat(path.differenceTo(longer)).isNotEmpty();
    }

    @Test
    void internalNodesAreLeftOutWithTheirRelationships() {
        GraphDump plain = dump("CREATE (:P)");
        assertThat(dump("CREATE (:Neo4jStreamsCursor {name: 'x'})-[:OF]->(:P), (:Other:Neo4jStreamsFence)"))
                .isEqualTo(plain);
        assertThat(dump()).hasToString("(an empty graph)").isNotEqualTo(plain);
    }
}
