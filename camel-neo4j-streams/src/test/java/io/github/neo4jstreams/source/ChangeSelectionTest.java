package io.github.neo4jstreams.source;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.graph.OwnWrites;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.source.ChangeSelection.Reported;
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
            ChangeSelection selection = of(new ChangeSelector(
                    null, List.of(), EnumSet.of(Operation.UPDATE, Operation.DELETE), Set.of(), null, null, Map.of()));

            assertThat(selection.toServerSelectors())
                    .containsExactlyInAnyOrder(with(map("select", "e"), "u"), with(map("select", "e"), "d"));
        }

        @Test
        void carryAllOtherConditionsEachTime() {
            ChangeSelection selection = of(new ChangeSelector(
                    null,
                    Patterns.parseSelectors("(:A);()-[]->(:B)"),
                    Set.of(),
                    Set.of("name"),
                    "ann",
                    "bob",
                    Map.of("app", "orders")));

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

        @Test
        void haveTheKeysOfEntitiesAndOfTheirEnds() {
            assertThat(select("(:Person{mail: 'a', name});({id: 5})-[:OWNS{nr: 1}]->(:Car{plate: 'T', land: 'I'})")
                            .toServerSelectors())
                    .containsExactly(
                            Map.of("select", "n", "labels", List.of("Person"), "key", Map.of("mail", "a")),
                            Map.of(
                                    "select",
                                    "r",
                                    "type",
                                    "OWNS",
                                    "key",
                                    Map.of("nr", 1L),
                                    "start",
                                    Map.of("key", Map.of("id", 5L)),
                                    "end",
                                    Map.of("labels", List.of("Car"), "key", Map.of("plate", "T", "land", "I"))));
        }

        @Test
        void areThoseOfAllNamesAndEachOnce() {
            assertThat(of(named("a", "(:A);(:B)"), named("b", "(:B);(:C)")).toServerSelectors())
                    .extracting(selector -> selector.get("labels"))
                    .containsExactly(List.of("A"), List.of("B"), List.of("C"));
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

            assertThat(ChangeSelection.EVERYTHING.report(change)).containsExactly(new Reported(null, change));
            assertThat(select("(:Person)").report(change)).containsExactly(new Reported(null, change));
            assertThat(select("(:Person{*})").report(change)).containsExactly(new Reported(null, change));
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

            ChangeEvent reported =
                    select("(:Person{city})").report(update).get(0).change();

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
                    .get(0)
                    .change()
                    .after()
                    .properties()
                    .keySet();
        }
    }

    @Nested
    class Names {

        private final ChangeEvent update = ChangeEvent.ofRow(row(
                node(
                        "u",
                        state(map("mail", "a", "name", "Ann"), "Person"),
                        state(map("mail", "a", "name", "Anna"), "Person"),
                        "Person"),
                Map.of("app", "orders", "version", 2L)));

        @Test
        void reportAChangeOnceForEachSelectorThatSelectsIt() {
            ChangeSelection selection =
                    of(named("cars", "(:Car)"), named("names", "(:Person{name})"), named("people", "(:Person)"));

            assertThat(selection.report(update))
                    .extracting(
                            Reported::selector,
                            reported -> reported.change().after().properties())
                    .containsExactly(
                            tuple("names", Map.of("name", "Anna")),
                            tuple("people", Map.of("mail", "a", "name", "Anna")));
        }

        @Test
        void judgeAllThatTheServerJudges() {
            assertThat(selects(Set.of(Operation.UPDATE), Set.of(), null, null, Map.of()))
                    .isTrue();
            assertThat(selects(Set.of(Operation.CREATE, Operation.DELETE), Set.of(), null, null, Map.of()))
                    .isFalse();
            assertThat(selects(Set.of(), Set.of("name"), null, null, Map.of())).isTrue();
            assertThat(selects(Set.of(), Set.of("name", "mail"), null, null, Map.of()))
                    .isFalse();
            assertThat(selects(Set.of(), Set.of(), "ann", "bob", Map.of())).isTrue();
            assertThat(selects(Set.of(), Set.of(), "bob", null, Map.of())).isFalse();
            assertThat(selects(Set.of(), Set.of(), null, "ann", Map.of())).isFalse();
            assertThat(selects(Set.of(), Set.of(), null, null, Map.of("app", "orders", "version", 2.0)))
                    .isTrue();
            assertThat(selects(Set.of(), Set.of(), null, null, Map.of("app", "orders", "version", 3L)))
                    .isFalse();
            assertThat(selects(Set.of(), Set.of(), null, null, Map.of("other", "orders")))
                    .isFalse();
        }

        @Test
        void judgeKeysAsAWhole() {
            Map<String, Object> composite =
                    Map.of("Person", List.of(Map.of("land", "I", "nr", 5L), Map.of("mail", "a")));
            ChangeEvent change = withKeys(composite);

            assertThat(of(named("x", "(:Person{mail: 'a'})"), named("y", "(:Other)"))
                            .report(change))
                    .hasSize(1);
            assertThat(of(named("x", "(:Person{nr: 5, land: 'I'})"), named("y", "(:Other)"))
                            .report(change))
                    .hasSize(1);
            assertThat(of(named("x", "(:Person{nr: 5})"), named("y", "(:Person{mail: 'b'})"), named("z", "()"))
                            .report(change))
                    .extracting(Reported::selector)
                    .containsExactly("z");
        }

        @Test
        void judgeTheKeysOfRelationshipsAndTheirEnds() {
            ChangeEvent owns = ChangeEvent.ofRow(
                    row(relationship("c", "OWNS", "Person", "Car", null, state(map("since", 2020L)))));

            assertThat(of(named("x", "(:Person{mail: 'a'})-[:OWNS]->()"), named("y", "()-[:OWNS]->(:Car)"))
                            .report(owns))
                    .extracting(Reported::selector)
                    .containsExactly("y");
        }

        @Test
        void chooseAmongEntitiesOnlyWhenASnapshotReads() {
            ChangeEvent read = ChangeEvent.ofRow(row(node("r", null, state(map("mail", "a"), "Person"), "Person")));

            assertThat(of(new ChangeSelector(
                                    "deleted",
                                    Patterns.parseSelectors("(:Person)"),
                                    Set.of(Operation.DELETE),
                                    Set.of("name"),
                                    "ann",
                                    null,
                                    Map.of()))
                            .report(read))
                    .hasSize(1);
            assertThat(select("(:Person{mail: 'a'})").report(read)).isEmpty();
        }

        private boolean selects(
                Set<Operation> operations,
                Set<String> changesTo,
                String executingUser,
                String authenticatedUser,
                Map<String, Object> txMetadata) {
            ChangeSelector selector = new ChangeSelector(
                    "tested", List.of(), operations, changesTo, executingUser, authenticatedUser, txMetadata);
            return of(selector, named("any", "*")).report(update).stream()
                    .anyMatch(reported -> reported.selector().equals("tested"));
        }

        private ChangeEvent withKeys(Map<String, Object> keys) {
            Map<String, Object> event = node("c", null, state(map("mail", "a"), "Person"), "Person");
            event.put("keys", keys);
            return ChangeEvent.ofRow(row(event));
        }
    }

    @Nested
    class OwnWritesAreLeftOut {

        @Test
        void ofAllSinksOrOfThoseThatAreNamed() {
            assertThat(reports(new OwnWrites(true, Set.of()), Map.of("neo4jStreamsSink", "people")))
                    .isFalse();
            assertThat(reports(new OwnWrites(true, Set.of("people")), Map.of("neo4jStreamsSink", "people")))
                    .isFalse();
            assertThat(reports(new OwnWrites(true, Set.of("orders")), Map.of("neo4jStreamsSink", "people")))
                    .isTrue();
            assertThat(reports(new OwnWrites(true, Set.of()), Map.of("app", "people")))
                    .isTrue();
            assertThat(reports(OwnWrites.NONE, Map.of("neo4jStreamsSink", "people")))
                    .isTrue();
        }

        private boolean reports(OwnWrites excluded, Map<String, Object> txMetadata) {
            ChangeEvent change =
                    ChangeEvent.ofRow(row(node("c", null, state(map("name", "Ann"), "Person"), "Person"), txMetadata));
            return !new ChangeSelection(List.of(ChangeSelector.EVERYTHING), excluded)
                    .report(change)
                    .isEmpty();
        }
    }

    private static ChangeSelection select(String patterns) {
        return selection(patterns, Set.of());
    }

    private static ChangeSelection selection(String patterns, Set<Operation> operations) {
        return of(new ChangeSelector(
                null, Patterns.parseSelectors(patterns), operations, Set.of(), null, null, Map.of()));
    }

    private static ChangeSelector named(String name, String patterns) {
        return new ChangeSelector(name, Patterns.parseSelectors(patterns), Set.of(), Set.of(), null, null, Map.of());
    }

    private static ChangeSelection of(ChangeSelector... selectors) {
        return new ChangeSelection(List.of(selectors), OwnWrites.NONE);
    }
}
