package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsFormatTest {

    private static String written(Map<String, Object> row, long events) {
        return ValueFormat.STREAMS.format(ChangeEvent.ofRow(row), events).toString();
    }

    private static Object at(Map<String, Object> row, String path) {
        Object found = ValueFormat.STREAMS.format(ChangeEvent.ofRow(row), 1);
        for (String name : path.split("/")) {
            found = ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    private static Map<String, Object> anyNode() {
        return node("c", null, state(map("name", "Ann"), "Person"), "Person");
    }

    private static Map<String, Object> withMetadata(Object... namesAndValues) {
        Map<String, Object> row = row(anyNode());
        row.put("metadata", map(namesAndValues));
        return row;
    }

    @Test
    void ofANodeIsAsThePluginWroteIt() {
        Map<String, Object> event = node(
                "u",
                state(map("name", "Ann", "city", "Kyiv"), "Person"),
                state(map("name", "Ann", "born", LocalDate.of(1990, 1, 2), "tags", List.of("x")), "Person", "Member"),
                "Person",
                "Member");
        event.put("keys", map("Person", List.of(map("name", "Ann"), map("name", "Ann", "born", 1))));
        assertThat(written(row(event), 5))
                .isEqualTo("{\"meta\":{\"timestamp\":1767323045000,\"username\":\"ann\",\"txId\":12,\"txEventId\":3,"
                        + "\"txEventsCount\":5,\"operation\":\"updated\",\"source\":{}},"
                        + "\"payload\":{\"id\":\"4:db:1\","
                        + "\"before\":{\"properties\":{\"name\":\"Ann\",\"city\":\"Kyiv\"},\"labels\":[\"Person\"]},"
                        + "\"after\":{\"properties\":{\"name\":\"Ann\",\"born\":\"1990-01-02\",\"tags\":[\"x\"]},"
                        + "\"labels\":[\"Person\",\"Member\"]},\"type\":\"node\"},"
                        + "\"schema\":{\"properties\":{\"name\":\"String\",\"born\":\"LocalDate\",\"tags\":\"String[]\"},"
                        + "\"constraints\":[{\"label\":\"Person\",\"properties\":[\"name\"],\"type\":\"UNIQUE\"},"
                        + "{\"label\":\"Person\",\"properties\":[\"born\",\"name\"],\"type\":\"UNIQUE\"}]}}");
    }

    @Test
    void ofARelationshipHasTheSmallestKeysOfItsEndsAndAllTheirConstraints() {
        Map<String, Object> event = relationship("d", "OWNS", "Person", "Car", state(map("since", 2020L)), null);
        event.put(
                "start",
                map(
                        "elementId",
                        "4:db:1",
                        "labels",
                        List.of("Person"),
                        "keys",
                        map("Person", List.of(map("first", "A", "last", "B"), map("id", 1L)))));
        assertThat(written(row(event), 1))
                .endsWith("\"payload\":{\"id\":\"5:db:3\","
                        + "\"start\":{\"id\":\"4:db:1\",\"labels\":[\"Person\"],\"ids\":{\"id\":1}},"
                        + "\"end\":{\"id\":\"4:db:2\",\"labels\":[\"Car\"],\"ids\":{\"id\":1}},"
                        + "\"before\":{\"properties\":{\"since\":2020}},\"after\":null,"
                        + "\"label\":\"OWNS\",\"type\":\"relationship\"},"
                        + "\"schema\":{\"properties\":{\"since\":\"Long\"},"
                        + "\"constraints\":[{\"label\":\"Car\",\"properties\":[\"id\"],\"type\":\"UNIQUE\"},"
                        + "{\"label\":\"Person\",\"properties\":[\"first\",\"last\"],\"type\":\"UNIQUE\"},"
                        + "{\"label\":\"Person\",\"properties\":[\"id\"],\"type\":\"UNIQUE\"}]}}");
    }

    @Test
    void withoutKeysHasNeitherConstraintsNorIds() {
        Map<String, Object> event = relationship("c", "OWNS", "Person", "Car", null, state(map()));
        event.put("start", map("elementId", "4:db:1", "labels", List.of(), "keys", null));
        event.put("end", map("elementId", "4:db:2", "labels", List.of(), "keys", map()));
        assertThat(at(row(event), "schema/constraints")).isEqualTo(List.of());
        assertThat(at(row(event), "payload/start/ids")).isEqualTo(Map.of());
        assertThat(at(row(event), "payload/end/ids")).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:7687, localhost",
        "db1.example.org:7687, db1.example.org",
        "10.0.0.1, 10.0.0.1",
        "'[::1]:7687', ::1",
        "localhost/127.0.0.1:7687, localhost",
        "/127.0.0.1:7687, 127.0.0.1",
        "bolt://db1:7687, db1",
        "what:ever:it:is, what:ever:it:is"
    })
    void namesTheMemberThatTheClientWasConnectedTo(String server, String hostname) {
        assertThat(at(withMetadata("connectionServer", server, "serverId", "id"), "meta/source/hostname"))
                .isEqualTo(hostname);
    }

    @Test
    void namesTheServersIdWhenThereWasNoConnection() {
        assertThat(at(withMetadata("connectionServer", null, "serverId", "e605bd68"), "meta/source"))
                .isEqualTo(Map.of("hostname", "e605bd68"));
    }

    @Test
    void ofAServerWithoutUsersHasAnEmptyName() {
        assertThat(at(withMetadata("executingUser", null), "meta/username")).isEqualTo("");
    }

    @Test
    void isTheOnlyOneThatCounts() {
        assertThat(ValueFormat.STREAMS.countsEvents()).isTrue();
        assertThat(ValueFormat.CHANGE_EVENT.countsEvents()).isFalse();
        assertThat(ValueFormat.ENTITY_EVENT.countsEvents()).isFalse();
    }
}
