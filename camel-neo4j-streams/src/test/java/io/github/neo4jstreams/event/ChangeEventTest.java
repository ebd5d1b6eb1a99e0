package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.COMMITTED;
import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.neo4jstreams.value.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeEventTest {

    private static final ChangeEvent NODE = ChangeEvent.ofRow(row(node(
            "u",
            state(map("name", "Ann", "city", "Kyiv"), "Person"),
            state(map("name", "Ann", "since", LocalDate.of(2026, 1, 2)), "Person", "Member"),
            "Person",
            "Member")));

    private static final ChangeEvent RELATIONSHIP =
            ChangeEvent.ofRow(row(relationship("d", "OWNS", "Person", "Car", state(map("since", 2020L)), null)));

    @Nested
    class OfARow {

        @Test
        void hasAllThatTheServerSaysOfANode() {
            assertThat(NODE.id()).isEqualTo("A3V16ZaLlUmn");
            assertThat(NODE.txId()).isEqualTo(12);
            assertThat(NODE.seq()).isEqualTo(3);
            assertThat(NODE.entityType()).isEqualTo(EntityType.NODE);
            assertThat(NODE.operation()).isEqualTo(Operation.UPDATE);
            assertThat(NODE.elementId()).isEqualTo("4:db:1");
            assertThat(NODE.labels()).containsExactly("Person", "Member");
            assertThat(NODE.relationshipType()).isNull();
            assertThat(NODE.start()).isNull();
            assertThat(NODE.end()).isNull();
            assertThat(NODE.before()).isEqualTo(new State(List.of("Person"), Map.of("name", "Ann", "city", "Kyiv")));
            assertThat(NODE.after().labels()).containsExactly("Person", "Member");
        }

        @Test
        void hasAllThatTheServerSaysOfARelationship() {
            assertThat(RELATIONSHIP.entityType()).isEqualTo(EntityType.RELATIONSHIP);
            assertThat(RELATIONSHIP.operation()).isEqualTo(Operation.DELETE);
            assertThat(RELATIONSHIP.relationshipType()).isEqualTo("OWNS");
            assertThat(RELATIONSHIP.labels()).isNull();
            assertThat(RELATIONSHIP.start())
                    .isEqualTo(new Endpoint("4:db:1", List.of("Person"), Map.of("Person", List.of(Map.of("id", 1L)))));
            assertThat(RELATIONSHIP.end().elementId()).isEqualTo("4:db:2");
            assertThat(RELATIONSHIP.before()).isEqualTo(new State(null, Map.of("since", 2020L)));
            assertThat(RELATIONSHIP.after()).isNull();
        }

        @Test
        void knowsTheMetadataOfTheTransaction() {
            assertThat(NODE.metadata("executingUser")).isEqualTo("ann");
            assertThat(NODE.metadata("txCommitTime")).isEqualTo(COMMITTED);
            assertThat(NODE.metadata("nobody")).isNull();
            assertThat(NODE.txMetadata()).isEqualTo(Map.of("app", "orders"));
        }

        @Test
        void refusesCodesThatItDoesNotKnow() {
            Map<String, Object> event = node("x", null, state(map(), "A"), "A");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChangeEvent.ofRow(row(event)))
                    .withMessage("Unknown operation 'x'");

            event.put("eventType", "path");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChangeEvent.ofRow(row(event)))
                    .withMessage("Unknown eventType 'path'");
        }
    }

    @Test
    void withPropertiesChangesBothStatesAndNothingElse() {
        ChangeEvent some = NODE.withProperties(all -> Map.of("count", (long) all.size()));

        assertThat(some.before()).isEqualTo(new State(List.of("Person"), Map.of("count", 2L)));
        assertThat(some.after()).isEqualTo(new State(List.of("Person", "Member"), Map.of("count", 2L)));
        assertThat(some)
                .usingRecursiveComparison()
                .ignoringFields("before", "after")
                .isEqualTo(NODE);
        assertThat(RELATIONSHIP.withProperties(all -> Map.of()).after()).isNull();
    }

    @Nested
    class Values {

        @Test
        void ofANodeAreSpelledAsTheConnectorSpellsThem() {
            assertThat(ValueFormat.CHANGE_EVENT.format(NODE))
                    .hasToString("{\"id\":\"A3V16ZaLlUmn\",\"txId\":12,\"seq\":3,"
                            + "\"metadata\":{\"executingUser\":\"ann\",\"authenticatedUser\":\"bob\",\"txCommitTime\":\"2026-01-02T03:04:05Z[UTC]\","
                            + "\"txMetadata\":{\"app\":\"orders\"}},"
                            + "\"event\":{\"elementId\":\"4:db:1\",\"eventType\":\"NODE\",\"operation\":\"UPDATE\","
                            + "\"labels\":[\"Person\",\"Member\"],"
                            + "\"keys\":{\"Person\":[{\"name\":\"Ann\","
                            + "\"born\":{\"type\":\"TLD\",\"TLD\":\"2026-01-02\"}}]},"
                            + "\"state\":{\"before\":{\"labels\":[\"Person\"],"
                            + "\"properties\":{\"name\":\"Ann\",\"city\":\"Kyiv\"}},"
                            + "\"after\":{\"labels\":[\"Person\",\"Member\"],\"properties\":{\"name\":\"Ann\","
                            + "\"since\":{\"type\":\"TLD\",\"TLD\":\"2026-01-02\"}}}}}}");
        }

        @Test
        void ofARelationshipHaveItsTypeAndItsEnds() {
            assertThat(ValueFormat.ENTITY_EVENT.format(RELATIONSHIP))
                    .hasToString("{\"elementId\":\"5:db:3\",\"eventType\":\"RELATIONSHIP\",\"operation\":\"DELETE\","
                            + "\"type\":\"OWNS\","
                            + "\"start\":{\"elementId\":\"4:db:1\",\"labels\":[\"Person\"],"
                            + "\"keys\":{\"Person\":[{\"id\":1}]}},"
                            + "\"end\":{\"elementId\":\"4:db:2\",\"labels\":[\"Car\"],\"keys\":{\"Car\":[{\"id\":1}]}},"
                            + "\"keys\":[{\"number\":7}],"
                            + "\"state\":{\"before\":{\"properties\":{\"since\":2020}},\"after\":null}}");
        }

        @Test
        void withoutTheTransactionAreTheEventInside() {
            assertThat(ValueFormat.ENTITY_EVENT.format(NODE))
                    .isEqualTo(ValueFormat.CHANGE_EVENT.format(NODE).get("event"));
        }
    }

    @Nested
    class Keys {

        private final JsonObject value = ValueFormat.ENTITY_EVENT.format(NODE);

        @Test
        void areTheKeyPropertiesByDefault() {
            assertThat(KeyFormat.ENTITY_KEYS.format(NODE, value))
                    .hasToString("{\"keys\":{\"Person\":[{\"born\":{\"TLD\":\"2026-01-02\",\"type\":\"TLD\"},"
                            + "\"name\":\"Ann\"}]}}");
            assertThat(KeyFormat.ENTITY_KEYS.format(RELATIONSHIP, value)).hasToString("{\"keys\":[{\"number\":7}]}");
        }

        @Test
        void areTheSameBytesInWhateverOrderTheServerSendsThem() {
            assertThat(keyOf(map("B", List.of(map("y", 1L, "x", 2L)), "A", List.of(map("z", 3L)))))
                    .hasToString(keyOf(map("A", List.of(map("z", 3L)), "B", List.of(map("x", 2L, "y", 1L))))
                            .toString());
        }

        @Test
        void areNoneForAnEntityWithoutAnyAndNotAnEmptyMap() {
            assertThat(keyOf(null)).isNull();
            assertThat(keyOf(Map.of())).isNull();
            assertThat(keyOf(List.of())).isNull();
        }

        @Test
        void mayBeTheElementIdTheWholeValueOrNothing() {
            assertThat(KeyFormat.ELEMENT_ID.format(NODE, value)).hasToString("{\"elementId\":\"4:db:1\"}");
            assertThat(KeyFormat.WHOLE_VALUE.format(NODE, value)).isEqualTo(value);
            assertThat(KeyFormat.NONE.format(NODE, value)).isNull();
        }

        @ParameterizedTest
        @EnumSource(value = KeyFormat.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
        void tellTwoEntitiesApart(KeyFormat format) {
            assertThat(format.format(NODE, value))
                    .isNotEqualTo(format.format(RELATIONSHIP, ValueFormat.ENTITY_EVENT.format(RELATIONSHIP)));
        }

        private JsonObject keyOf(Object keys) {
            Map<String, Object> event = node("c", null, state(map(), "A"), "A");
            event.put("keys", keys);
            return KeyFormat.ENTITY_KEYS.format(ChangeEvent.ofRow(row(event)), value);
        }
    }
}
