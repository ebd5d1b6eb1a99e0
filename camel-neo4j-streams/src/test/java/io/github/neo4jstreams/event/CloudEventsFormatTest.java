package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsFormatTest {

    private static final String DATABASE = "b7e35973-0aff-42fa-873b-5de31868cb4a";

    private static JsonObject written(ChangeEvent change) {
        return ValueFormat.CLOUDEVENTS.format(change);
    }

    private static ChangeEvent change(String elementId, Object... metadata) {
        Map<String, Object> event = node("c", null, state(map("name", "Ann"), "Person"), "Person");
        event.put("elementId", elementId);
        Map<String, Object> row = row(event);
        row.put("metadata", map(metadata));
        return ChangeEvent.ofRow(row);
    }

    private static ChangeEvent read(String elementId) {
        return new ChangeEvent(
                "A3V16ZaLlUmn",
                -1,
                -1,
                Map.of("databaseName", "orders"),
                EntityType.NODE,
                Operation.READ,
                elementId,
                List.of("Person"),
                null,
                Map.of(),
                null,
                null,
                null,
                new State(List.of("Person"), Map.of("name", "Ann")));
    }

    @Test
    void isAnEnvelopeAroundTheChangeEvent() {
        ChangeEvent change = change(
                "4:" + DATABASE + ":7",
                "databaseName",
                "orders",
                "txCommitTime",
                ZonedDateTime.parse("2026-02-03T04:05:06.789+01:00[Europe/Rome]"));
        JsonObject data = ValueFormat.CHANGE_EVENT.format(change);
        assertThat(written(change).toString())
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"A3V16ZaLlUmn\",\"source\":\"urn:uuid:" + DATABASE + "\","
                        + "\"type\":\"io.github.neo4jstreams.node.created\",\"subject\":\"4:" + DATABASE + ":7\","
                        + "\"time\":\"2026-02-03T03:05:06.789Z\",\"datacontenttype\":\"application/json\","
                        + "\"neo4jdatabase\":\"orders\",\"neo4jtxid\":\"12\",\"neo4jseq\":\"3\",\"data\":" + data
                        + "}");
    }

    @ParameterizedTest
    @CsvSource({"c, created", "u, updated", "d, deleted"})
    void hasATypeForEachKindOfChange(String operation, String participle) {
        Map<String, Object> state = state(map(), "Person");
        assertThat(written(ChangeEvent.ofRow(row(node(operation, state, state, "Person")))))
                .containsEntry("type", "io.github.neo4jstreams.node." + participle);
        assertThat(written(ChangeEvent.ofRow(row(relationship(operation, "OWNS", "Person", "Car", state, state)))))
                .containsEntry("type", "io.github.neo4jstreams.relationship." + participle);
    }

    @Test
    void ofWhatASnapshotReadIsToldApartByTheElementAndHasNoTransaction() {
        JsonObject event = written(read("4:" + DATABASE + ":7"));
        assertThat(event)
                .containsEntry("id", "A3V16ZaLlUmn/4:" + DATABASE + ":7")
                .containsEntry("type", "io.github.neo4jstreams.node.read")
                .containsEntry("source", "urn:uuid:" + DATABASE)
                .doesNotContainKeys("time", "neo4jtxid", "neo4jseq");
        assertThat(event.get("id"))
                .isEqualTo(written(read("4:" + DATABASE + ":7")).get("id"))
                .isNotEqualTo(written(read("4:" + DATABASE + ":8")).get("id"));
    }

    @Test
    void namesTheDatabaseIfItsElementIdsDont() {
        assertThat(written(change("7", "databaseName", "my orders/ä")))
                .containsEntry("source", "/neo4j/my%20orders%2F%C3%A4");
        assertThat(written(change("7", "databaseName", null)))
                .containsEntry("source", "/neo4j")
                .doesNotContainKey("neo4jdatabase");
    }

    /** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md and its JSON format. */
    @Test
    void keepsTheRulesOfTheSpecification() {
        for (ChangeEvent change : List.of(
                change("4:" + DATABASE + ":7", "databaseName", "orders", "txCommitTime", Changes.COMMITTED),
                change("7"),
                read("7"))) {
            JsonObject event = written(change);
            assertThat(event).containsKeys("specversion", "id", "source", "type");
            assertThat(event.keySet()).allMatch(name -> name.matches("[a-z0-9]{1,20}"));
            event.forEach((name, value) -> {
                if (!name.equals("data")) {
                    assertThat(value).as(name).isInstanceOf(String.class).isNotEqualTo("");
                }
            });
            assertThat(URI.create((String) event.get("source"))).isNotNull();
            if (event.containsKey("time")) {
                assertThat(Instant.parse((String) event.get("time"))).isEqualTo(Changes.COMMITTED.toInstant());
            }
        }
    }

    @Test
    void sayItsMediaType() {
        assertThat(ValueFormat.CLOUDEVENTS.contentType()).contains("application/cloudevents+json");
        assertThat(ValueFormat.CHANGE_EVENT.contentType()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "meta", "payload", "operation", "eventtype"})
    void isReadWhateverItsExtensionsAreCalled(String extension) {
        JsonObject event = written(change("7"));
        event.put(extension, "something else");
        assertThat(EventReader.read((Map<?, ?>) Json.read(event.toString())).elementId())
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"specversion\": \"1.0\"} | data is missing: a CloudEvent has the change event there",
                "{\"specversion\": \"1.0\", \"data_base64\": \"e30=\"} | data_base64 is not read",
                "{\"specversion\": \"1.0\", \"data\": \"{}\"} | data is '{}': expected a map",
                "{\"specversion\": \"1.0\", \"data\": {\"event\": {}}} | data.event.eventType is missing",
                "{\"specversion\": \"1.0\", \"data\": {\"order\": 7}} | Not a change event"
            })
    void isRefusedIfThereIsNoChangeEventInIt(String json, String refusal) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EventReader.read((Map<?, ?>) Json.read(json)))
                .withMessageStartingWith(refusal);
    }

    @Test
    void mayHaveAnyOfTheFormatsInIt() {
        for (ValueFormat format : ValueFormat.values()) {
            Map<String, Object> event = map("specversion", "1.0", "data", format.format(change("7")));
            if (format != ValueFormat.CLOUDEVENTS) {
                assertThat(EventReader.read(event).elementId()).isEqualTo("7");
            }
        }
    }
}
