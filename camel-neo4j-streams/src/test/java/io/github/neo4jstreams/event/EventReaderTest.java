package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static ChangeEvent read(String json) {
        return EventReader.read((Map<?, ?>) Json.read(json.replace('\'', '"')));
    }

    private static void refuses(String json, String message) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> read(json))
                .withMessage(message);
    }

    private static void refuses(Map<?, ?> event, String message) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EventReader.read(event))
                .withMessage(message);
    }

    @Nested
    class AChangeEvent {

        @Test
        void ofTheServerIsReadAsTheSourceReadsIt() {
            Map<String, Object> ofNode = row(node(
                    "u", state(map("name", "Ann"), "Person"), state(map("name", "Bo"), "Person"), "Person", "Member"));
            ((Map<?, ?>) ofNode.get("event")).remove("keys");
            assertThat(EventReader.read(ofNode))
                    .usingRecursiveComparison()
                    .ignoringFields("keys")
                    .isEqualTo(ChangeEvent.ofRow(ofNode));

            Map<String, Object> ofRelationship =
                    row(relationship("d", "OWNS", "Person", "Car", state(map("since", 2020L)), null));
            assertThat(EventReader.read(ofRelationship)).isEqualTo(ChangeEvent.ofRow(ofRelationship));
        }

        @ParameterizedTest
        @CsvSource({"n,c", "N,C", "NODE,CREATE", "node,create", "Node,Create"})
        void mayBeSpelledShortOrLongInAnyCase(String type, String operation) {
            ChangeEvent event = read("{'event': {'eventType': '" + type + "', 'operation': '" + operation
                    + "', 'labels': ['A'], 'state': {'after': {'labels': ['A'], 'properties': {}}}}}");
            assertThat(event.entityType()).isEqualTo(EntityType.NODE);
            assertThat(event.operation()).isEqualTo(Operation.CREATE);
        }

        @Test
        void withoutItsTransactionIsAnEntityEvent() {
            ChangeEvent event = read("""
                    {'elementId': '5:x:1', 'eventType': 'RELATIONSHIP', 'operation': 'DELETE', 'type': 'OWNS',
                     'start': {'elementId': '4:x:1', 'labels': ['A'], 'keys': {'A': [{'id': 1}]}},
                     'end': {'elementId': '4:x:2', 'labels': [], 'keys': {}}, 'keys': [{'nr': 2}],
                     'state': {'before': {'properties': {'since': 2020}}, 'after': null}}""");
            assertThat(event)
                    .isEqualTo(new ChangeEvent(
                            null,
                            -1,
                            -1,
                            Map.of(),
                            EntityType.RELATIONSHIP,
                            Operation.DELETE,
                            "5:x:1",
                            null,
                            "OWNS",
                            List.of(Map.of("nr", 2L)),
                            new Endpoint("4:x:1", List.of("A"), Map.of("A", List.of(Map.of("id", 1L)))),
                            new Endpoint("4:x:2", List.of(), Map.of()),
                            new State(null, Map.of("since", 2020L)),
                            null));
        }

        @Test
        void ofAnOlderServerHasOneKeyByLabel() {
            assertThat(nodeWithKeys("{'A': {'x': 1}, 'B': [{'y': 2}]}"))
                    .isEqualTo(Map.of("A", List.of(Map.of("x", 1L)), "B", List.of(Map.of("y", 2L))));
            assertThat(relationshipWithKeys("{'x': 1}")).isEqualTo(List.of(Map.of("x", 1L)));
        }

        @Test
        void ofTheConnectorHasNullsWhereItsSchemaHasMembersThatOthersUse() {
            assertThat(nodeWithKeys("{'A': [{'x': 1, 'y': null}, {'x': null, 'y': 2}], 'B': null}"))
                    .isEqualTo(Map.of("A", List.of(Map.of("x", 1L), Map.of("y", 2L))));
            assertThat(relationshipWithKeys("[{'x': null}, null, {'x': 1}]")).isEqualTo(List.of(Map.of("x", 1L)));
            assertThat(read("""
                    {'event': {'eventType': 'n', 'operation': 'u', 'labels': ['A'], 'state': {
                        'before': {'labels': ['A'], 'properties': {'x': 1, 'y': null}},
                        'after': {'labels': ['A'], 'properties': {'x': null, 'y': 2}}}}}"""))
                    .extracting(event -> event.before().properties(), event -> event.after()
                            .properties())
                    .containsExactly(Map.of("x", 1L), Map.of("y", 2L));
        }

        @Test
        void withoutKeysHasNone() {
            assertThat(nodeWithKeys("null")).isEqualTo(Map.of());
            assertThat(nodeWithKeys("{'A': []}")).isEqualTo(Map.of());
            assertThat(nodeWithKeys("{'A': [{}]}")).isEqualTo(Map.of());
            assertThat(relationshipWithKeys("null")).isEqualTo(List.of());
        }

        @Test
        void withoutLabelsHasThoseOfItsStates() {
            assertThat(read("""
                    {'event': {'eventType': 'n', 'operation': 'u', 'state': {
                        'before': {'labels': ['A', 'B'], 'properties': {}},
                        'after': {'labels': ['B', 'C'], 'properties': {}}}}}""").labels()).containsExactly("A", "B", "C");
        }

        @Test
        void mayHaveMembersThatNobodyKnowsAndLackWhatNoSinkNeeds() {
            ChangeEvent event = read("""
                    {'new': 1, 'event': {'eventType': 'n', 'operation': 'd', 'new': [], 'state': {'new': {}}}}""");
            assertThat(event.id()).isNull();
            assertThat(event.txId()).isEqualTo(-1);
            assertThat(event.seq()).isEqualTo(-1);
            assertThat(event.elementId()).isNull();
            assertThat(event.labels()).isEmpty();
            assertThat(event.before()).isNull();
            assertThat(event.metadata("executingUser")).isNull();
            assertThat(event.txMetadata()).isEmpty();
        }

        @Test
        void mayHaveTextOfAnotherKindAndArrays() {
            Map<Object, Object> after = map2(
                    new StringBuilder("labels"), new Object[] {new StringBuilder("A")}, "properties", map("x", 1L));
            ChangeEvent event = EventReader.read(
                    map("eventType", new StringBuilder("n"), "operation", "c", "state", map("after", after)));
            assertThat(event.after()).isEqualTo(new State(List.of("A"), Map.of("x", 1L)));
        }

        private Object nodeWithKeys(String keys) {
            return read("{'event': {'eventType': 'n', 'operation': 'd', 'keys': " + keys + "}}")
                    .keys();
        }

        private Object relationshipWithKeys(String keys) {
            return read("{'event': {'eventType': 'r', 'operation': 'd', 'type': 'T', 'start': {}, 'end': {}, 'keys': "
                            + keys + "}}")
                    .keys();
        }
    }

    @Nested
    class ABrokenChangeEvent {

        @Test
        void isToldByWhatItLacks() {
            refuses("{'event': {'operation': 'c'}}", "event.eventType is missing: it is NODE or RELATIONSHIP");
            refuses(
                    "{'event': {'eventType': 'n'}}",
                    "event.operation is missing: it is READ, CREATE, UPDATE or DELETE");
            refuses(
                    "{'event': {'eventType': 'n', 'operation': 'u', 'state': {'before': null, 'after': {}}}}",
                    "event.state.before is missing: an update needs it");
            refuses(
                    "{'event': {'eventType': 'n', 'operation': 'u', 'state': {'before': {}}}}",
                    "event.state.after is missing: an update needs it");
            refuses(
                    "{'event': {'eventType': 'n', 'operation': 'c'}}",
                    "event.state.after is missing: a create needs it");
            refuses(
                    "{'eventType': 'r', 'operation': 'd', 'start': {}, 'end': {}}",
                    "type is missing: a relationship has one");
            refuses(
                    "{'eventType': 'r', 'operation': 'd', 'type': 'T', 'end': {}}",
                    "start is missing: a relationship has one");
            refuses(
                    "{'eventType': 'r', 'operation': 'd', 'type': 'T', 'start': {}}",
                    "end is missing: a relationship has one");
        }

        @Test
        void isToldByWhatIsNotAsItMustBe() {
            refuses(
                    "{'event': {'eventType': 'path', 'operation': 'd'}}",
                    "event.eventType is 'path': expected NODE or RELATIONSHIP (n, r)");
            refuses(
                    "{'event': {'eventType': 'n', 'operation': 'created'}}",
                    "event.operation is 'created': expected READ, CREATE, UPDATE or DELETE (r, c, u, d)");
            refuses("{'event': 5}", "event is '5': expected a map");
            refuses("{'id': 5, 'event': {}}", "id is '5': expected text that is not empty");
            refuses("{'txId': '5', 'event': {}}", "txId is '5': expected a whole number of 64 bits");
            refuses("{'metadata': {'txMetadata': 'x'}, 'event': {}}", "metadata.txMetadata is 'x': expected a map");
            refuses(deleted("'elementId': 5"), "elementId is '5': expected text that is not empty");
            refuses(deleted("'labels': 'A'"), "labels is 'A': expected a list");
            refuses(deleted("'labels': ['A', '']"), "labels[1] is '': expected text that is not empty");
            refuses(deleted("'labels': [null]"), "labels[0] is null: expected text that is not empty");
            refuses(deleted("'state': []"), "state is a list: expected a map");
            refuses(
                    deleted("'state': {'before': {'properties': true}}"),
                    "state.before.properties is 'true': expected a map");
            refuses(deleted("'keys': [1]"), "keys is a list: expected a map");
            refuses(deleted("'keys': {'A': [1]}"), "keys.A[0] is '1': expected a map");
        }

        @Test
        void isRefusedAlsoForNamesThatAreNotText() {
            refuses(new TreeMap<>(Map.of(1, 2)), "The event has '1' as a name: expected text");
            refuses(
                    map("eventType", "n", "operation", "d", "state", map("before", map("properties", map2(null, 1)))),
                    "state.before.properties has null as a name: expected text");
        }

        @ParameterizedTest
        @MethodSource("io.github.neo4jstreams.event.EventReaderTest#sortedByNumbers")
        void isRefusedAlsoForPropertiesThatAreSortedBySomethingElse(Object value) {
            Map<String, Object> event =
                    map("eventType", "n", "operation", "d", "state", map("before", map("properties", map("x", value))));
            assertThatCode(() -> EventReader.read(event))
                    .satisfiesAnyOf(thrown -> assertThat(thrown).isNull(), thrown -> assertThat(thrown)
                            .isInstanceOf(UnsupportedValueException.class));
        }

        @Test
        void namesThePropertyWhoseValueIsNone() {
            assertThatExceptionOfType(UnsupportedValueException.class)
                    .isThrownBy(() -> EventReader.read(map(
                            "eventType",
                            "n",
                            "operation",
                            "d",
                            "state",
                            map("before", map("properties", map("x", new Object()))))))
                    .withMessageStartingWith("state.before.properties.x: ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{'a': 1}", "{'event': null}", "{'schema': {}}"})
        void thatIsNoneAtAllIsToldWhatThereIs(String json) {
            assertThatExceptionOfType(InvalidEventException.class)
                    .isThrownBy(() -> read(json))
                    .withMessageStartingWith(
                            "Not a change event, which has the members event, or eventType and operation;"
                                    + " nor one of Streams, with meta and payload, nor a CloudEvent, with specversion and"
                                    + " data: its members are [");
        }

        @Test
        void thatIsNullIsRefused() {
            refuses((Map<?, ?>) null, "The event is null: expected a map");
        }

        private String deleted(String member) {
            return "{'eventType': 'n', 'operation': 'd', " + member + "}";
        }
    }

    @Nested
    class AStreamsEvent {

        private static final String CONSTRAINTS = """
                [{'label': 'A', 'properties': ['x'], 'type': 'UNIQUE'},
                 {'label': 'A', 'properties': ['x', 'y'], 'type': 'unique'},
                 {'label': 'A', 'properties': ['z'], 'type': 'UNIQUE'},
                 {'label': 'A', 'properties': ['y'], 'type': 'NODE_PROPERTY_EXISTS'},
                 {'label': 'B', 'properties': ['y'], 'type': 'NODE_KEY'},
                 {'label': 'C', 'properties': ['x'], 'type': 'UNIQUE'}]""";

        @Test
        void ofANodeHasTheKeysThatItsConstraintsSay() {
            ChangeEvent event = read("""
                    {'meta': {'timestamp': 1770091506000, 'username': 'app', 'txId': 75, 'txEventId': 2, 'txEventsCount': 3,
                              'operation': 'created', 'source': {'hostname': 'db1'}},
                     'payload': {'id': '85', 'type': 'node', 'before': null,
                                 'after': {'properties': {'x': 1, 'y': 'why'}, 'labels': ['A', 'B']}},
                     'schema': {'properties': {'x': 'Long', 'y': 'String'}, 'constraints': %s}}""".formatted(CONSTRAINTS));
            assertThat(event)
                    .isEqualTo(new ChangeEvent(
                            null,
                            75,
                            2,
                            Map.of(
                                    "executingUser",
                                    "app",
                                    "authenticatedUser",
                                    "app",
                                    "connectionServer",
                                    "db1",
                                    "txCommitTime",
                                    Instant.ofEpochMilli(1770091506000L).atZone(ZoneOffset.UTC)),
                            EntityType.NODE,
                            Operation.CREATE,
                            "85",
                            List.of("A", "B"),
                            null,
                            Map.of(
                                    "A",
                                    List.of(Map.of("x", 1L), Map.of("x", 1L, "y", "why")),
                                    "B",
                                    List.of(Map.of("y", "why"))),
                            null,
                            null,
                            null,
                            new State(List.of("A", "B"), Map.of("x", 1L, "y", "why"))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"updated", "DELETED"})
        void ofAnEntityThatWasThereHasTheKeysOfBefore(String operation) {
            assertThat(node(
                                    operation,
                                    "{'properties': {'x': 1}, 'labels': ['A']}",
                                    "{'properties': {'x': 2}, 'labels': ['C']}")
                            .keys())
                    .isEqualTo(Map.of("A", List.of(Map.of("x", 1L))));
        }

        @Test
        void ofAnUpdateMayChangeTypesAndRemoveAPointThatItsSchemaDoesNotName() {
            ChangeEvent event = read("""
                    {'meta': {'operation': 'updated'}, 'payload': {'type': 'node',
                        'before': {'properties': {'x': 'text', 'at': {'crs': 'cartesian', 'x': 1.5, 'y': 2.5}}},
                        'after': {'properties': {'x': 5}}},
                     'schema': {'properties': {'x': 'Long'}}}""");
            assertThat(event.before().properties()).containsEntry("x", "text").containsKey("at");
            assertThat(event.after().properties()).isEqualTo(Map.of("x", 5L));
        }

        @Test
        void ofADeletedNodeMayHaveNoStateAndSoNoKeys() {
            assertThat(node("deleted", "null", "null").keys()).isEqualTo(Map.of());
        }

        @Test
        void hasTheLabelsOfItsStates() {
            assertThat(node("updated", "{'labels': ['A', 'B']}", "{'labels': ['C', 'B']}")
                            .labels())
                    .containsExactly("A", "B", "C");
        }

        @Test
        void ofARelationshipHasTheKeysOfItsEndsThatTheirIdsCover() {
            ChangeEvent event = read("""
                    {'meta': {'operation': 'created'},
                     'payload': {'id': 7, 'type': 'relationship', 'label': 'OWNS',
                                 'start': {'id': '85', 'labels': ['A', 'B'], 'ids': {'x': 1}},
                                 'end': {'id': 86, 'labels': null, 'ids': {'x': 1}},
                                 'after': {'properties': {'since': 2026}}},
                     'schema': {'properties': {'since': 'Long'}, 'constraints': %s}}""".formatted(CONSTRAINTS));
            assertThat(event.elementId()).isEqualTo("7");
            assertThat(event.relationshipType()).isEqualTo("OWNS");
            assertThat(event.labels()).isNull();
            assertThat(event.keys()).isEqualTo(List.of());
            assertThat(event.start())
                    .isEqualTo(new Endpoint("85", List.of("A", "B"), Map.of("A", List.of(Map.of("x", 1L)))));
            assertThat(event.end()).isEqualTo(new Endpoint("86", List.of(), Map.of()));
            assertThat(event.after()).isEqualTo(new State(null, Map.of("since", 2026L)));
        }

        @Test
        void mayBeSpelledAsInTheManual() {
            ChangeEvent event = read("""
                    {'meta': {'tx_id': 78, 'tx_event_id': 4, 'username': '', 'operation': 'deleted'},
                     'payload': {'id': '85', 'type': 'node'}}""");
            assertThat(event.txId()).isEqualTo(78);
            assertThat(event.seq()).isEqualTo(4);
            assertThat(event.metadata("executingUser")).isNull();
        }

        @Test
        void thatIsBrokenIsToldByTheMember() {
            String payload = "'payload': {'type': 'node'}";
            refuses("{'meta': {}}", "payload is missing: an event of Streams has it");
            refuses("{" + payload + "}", "meta is missing: an event of Streams has it");
            refuses("{'meta': {}, " + payload + "}", "meta.operation is missing: it is created, updated or deleted");
            refuses(
                    "{'meta': {'operation': 'c'}, " + payload + "}",
                    "meta.operation is 'c': expected created, updated or deleted");
            refuses("{'meta': {}, 'payload': {}}", "payload.type is missing: it is node or relationship");
            refuses("{'meta': {}, 'payload': {'type': 'x'}}", "payload.type is 'x': expected node or relationship");
            refuses(
                    "{'meta': {'operation': 'updated'}, " + payload + "}",
                    "payload.before is missing: an update needs it");
            refuses(
                    "{'meta': {'operation': 'created'}, " + payload + "}",
                    "payload.after is missing: a create needs it");
            refuses(
                    "{'meta': {'operation': 'deleted'}, 'payload': {'type': 'relationship', 'start': {}, 'end': {}}}",
                    "payload.label is missing: it is the relationship's type");
            refuses(
                    "{'meta': {'operation': 'deleted'}, 'payload': {'type': 'node', 'id': 1.5}}",
                    "payload.id is '1.5': expected a whole number of 64 bits");
            refuses(
                    "{'meta': {'operation': 'deleted'}, " + payload + ", 'schema': {'constraints': [{'label': 'A'}]}}",
                    "schema.constraints[0].type is missing: it says whether the properties are a key");
            refuses(
                    "{'meta': {'operation': 'deleted'}, " + payload + ", 'schema': {'properties': {'a': 1}}}",
                    "schema.properties.a is '1': expected text that is not empty");
        }

        private ChangeEvent node(String operation, String before, String after) {
            return read("{'meta': {'operation': '" + operation + "'}, 'payload': {'type': 'node', 'before': " + before
                    + ", 'after': " + after + "}, 'schema': {'constraints': " + CONSTRAINTS + "}}");
        }
    }

    static Stream<Object> sortedByNumbers() {
        Map<Integer, Integer> sorted = new TreeMap<>(Map.of(1, 2));
        return Stream.of(sorted, List.of(sorted), Map.of("type", "SP", "SP", sorted), List.of(List.of(sorted)));
    }

    /** With names of any kind. */
    private static Map<Object, Object> map2(Object... namesAndValues) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
