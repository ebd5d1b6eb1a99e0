package io.github.neo4jstreams.source;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.pattern.Patterns;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSelectionTest {

    @Nested
    class ServerSelectors {

        @Test
        void takeEveryChangeWhenNothingIsSelected() {
            assertThat(ChangeSelection.EVERYTHING.toServerSelectors()).containsExactly(Map.of("select", "e"));
        }

        @Test
        void areOneForEachPatternAndOperation() {
            ChangeSelection selection = selection(
                    "(:Person:Member);(:Person)-[:OWNS]->(:Car)", EnumSet.of(Operation.DELETE, Operation.CREATE));

            Map<String, Object> nodes = map("select", "n", "labels", List.of("Person", "Member"));
            Map<String, Object> relationships = map(
                    "select",
                    "r",
                    "type",
                    "OWNS",
                    "start",
                    Map.of("labels", List.of("Person")),
                    "end",
                    Map.of("labels", List.of("Car")));
            assertThat(selection.toServerSelectors())
                    .containsExactlyInAnyOrder(
                            with(nodes, "c"), with(nodes, "d"), with(relationships, "c"), with(relationships, "d"));
        }

        @Test
        void areOneForEachOperationWithoutPatterns() {
            ChangeSelection selection = new ChangeSelection(
                    List.of(), EnumSet.of(Operation.UPDATE, Operation.DELETE), Set.of(), null, null, Map.of());

            assertThat(selection.toServerSelectors())
                    .containsExactlyInAnyOrder(with(map("select", "e"), "u"), with(map("select", "e"), "d"));
        }

        @Test
        void carryAllOtherConditionsEachTime() {
            ChangeSelection selection = new ChangeSelection(
                    Patterns.parseSelectors("(:A);()-[]->(:B)"),
                    Set.of(),
                    Set.of("name"),
                    "ann",
                    "bob",
                    Map.of("app", "orders"));

            Map<String, Object> conditions = Map.of(
                    "changesTo",
                    List.of("name"),
                    "executingUser",
                    "ann",
                    "authenticatedUser",
                    "bob",
                    "txMetadata",
                    Map.of("app", "orders"));
            assertThat(selection.toServerSelectors())
                    .hasSize(2)
                    .allSatisfy(selector -> assertThat(selector).containsAllEntriesOf(conditions))
                    .satisfiesExactly(
                            nodes -> assertThat(nodes).containsEntry("labels", List.of("A")),
                            relationships -> assertThat(relationships)
                                    .containsEntry("end", Map.of("labels", List.of("B")))
                                    .doesNotContainKeys("type", "start"));
        }

        private Map<String, Object> with(Map<String, Object> selector, String operation) {
            Map<String, Object> narrowed = map("operation", operation);
            narrowed.putAll(selector);
            return narrowed;
        }
    }

    @Nested
    class Reports {

        @Test
        void everyPropertyWithoutAChoice() {
            ChangeEvent change = person(map("name", "Ann", "city", "Kyiv"), "Person");

            assertThat(ChangeSelection.EVERYTHING.report(change)).contains(change);
            assertThat(select("(:Person)").report(change)).contains(change);
            assertThat(select("(:Person{*})").report(change)).contains(change);
        }

        @Test
        void thePropertiesThatAreChosenBeforeAndAfter() {
            assertThat(properties("(:Person{name,nick})", person(map("name", "Ann", "city", "Kyiv"), "Person")))
                    .containsExactly("name");
            ChangeEvent update = ChangeEvent.ofRow(row(node(
                    "u",
                    state(map("name", "Ann", "city", "Kyiv"), "Person"),
                    state(map("name", "Anna"), "Person"),
                    "Person")));

            ChangeEvent reported = select("(:Person{city})").report(update).orElseThrow();

            assertThat(reported.before().properties()).isEqualTo(Map.of("city", "Kyiv"));
            assertThat(reported.after().properties()).isEmpty();
        }

        @Test
        void allButThoseThatAreExcluded() {
            assertThat(properties("(:Person{-city, *})", person(map("name", "Ann", "city", "Kyiv"), "Person")))
                    .containsExactly("name");
        }

        @Test
        void whatTheFirstMatchingPatternChooses() {
            ChangeEvent member = person(map("name", "Ann", "city", "Kyiv"), "Person", "Member");

            assertThat(properties("(:Person:Member{city});(:Person{name})", member))
                    .containsExactly("city");
            assertThat(properties("(:Person{name});(:Person:Member{city})", member))
                    .containsExactly("name");
            assertThat(properties("(:Car{none});(:Member{name})", member)).containsExactly("name");
        }

        @Test
        void nodesByTheLabelsThatTheyHadOrHave() {
            ChangeEvent lostItsLabel = ChangeEvent.ofRow(row(node(
                    "u",
                    state(map("name", "Ann", "city", "Kyiv"), "Person", "Member"),
                    state(map("name", "Ann", "city", "Kyiv"), "Person"),
                    "Person")));

            assertThat(properties("(:Member{city});(:Person{name})", lostItsLabel))
                    .containsExactly("city");
        }

        @Test
        void relationshipsByTheirTypeAndTheirEnds() {
            ChangeEvent owns = ChangeEvent.ofRow(
                    row(relationship("c", "OWNS", "Person", "Car", null, state(map("since", 2020L, "price", 5L)))));

            assertThat(properties("(:Person)-[:OWNS{since}]->(:Car)", owns)).containsExactly("since");
            assertThat(properties("()-[{price}]->()", owns)).containsExactly("price");
            assertThat(properties(
                            "(:Car)-[:OWNS{none}]->(:Person);(:Person)-[:DRIVES{none}]->();(:Person{none});()-[{since}]->(:Car)",
                            owns))
                    .containsExactly("since");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Neo4jStreamsCursor", "Neo4jStreamsOffset", "Neo4jStreamsKey", "Neo4jStreamsLease"})
        void nothingOfWhatTheComponentKeepsInTheGraphForItself(String label) {
            ChangeEvent own = person(map("name", "orders"), label);

            assertThat(ChangeSelection.EVERYTHING.report(own)).isEmpty();
            assertThat(select("()").report(own)).isEmpty();
        }

        private ChangeEvent person(Map<String, Object> properties, String... labels) {
            return ChangeEvent.ofRow(row(node("c", null, state(properties, labels), labels)));
        }

        private Set<String> properties(String patterns, ChangeEvent change) {
            return select(patterns)
                    .report(change)
                    .orElseThrow()
                    .after()
                    .properties()
                    .keySet();
        }
    }

    private static ChangeSelection select(String patterns) {
        return selection(patterns, Set.of());
    }

    private static ChangeSelection selection(String patterns, Set<Operation> operations) {
        return new ChangeSelection(Patterns.parseSelectors(patterns), operations, Set.of(), null, null, Map.of());
    }
}
