package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.value.Json;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

class EventRoundTripTest {

    private static final Map<String, Object> ALL_TYPES = allTypes();

    private static Map<String, Object> allTypes() {
        Map<String, Object> all = map(
                "text", "Ann",
                "whole", 36L,
                "real", 1.5,
                "roundReal", 2.0,
                "infinite", Double.POSITIVE_INFINITY,
                "flag", true,
                "bytes", new byte[] {1, 2, 3},
                "date", LocalDate.parse("2026-02-03"),
                "time", LocalTime.parse("04:05:06.000000007"),
                "zonedTime", OffsetTime.parse("04:05:06+01:00"),
                "dateTime", LocalDateTime.parse("2026-02-03T04:05:06"),
                "zonedDateTime", ZonedDateTime.parse("2026-02-03T04:05:06+01:00[Europe/Rome]"),
                "offsetDateTime", ZonedDateTime.parse("2026-02-03T04:05:06-03:30"),
                "duration", Values.isoDuration(14, 3, 4, 500).asIsoDuration(),
                "place", Values.point(4326, 7.25, 45.5).asPoint(),
                "high", Values.point(4979, 7.25, 45.5, 240).asPoint(),
                "plan", Values.point(7203, 1.5, 2.5).asPoint(),
                "room", Values.point(9157, 1.5, 2.5, 3.5).asPoint());
        Map<String, Object> lists = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (!(value instanceof byte[]) && !name.equals("infinite")) {
                lists.put(name + "s", List.of(value, value));
            }
        });
        all.putAll(lists);
        all.put("none", List.of());
        return all;
    }

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void aNodeComesBackUnchangedFromEveryFormat(ValueFormat format) {
        State full = new State(List.of("Person", "Member"), ALL_TYPES);
        State other = new State(List.of("Person"), map("text", "Ann", "date", LocalDate.EPOCH));
        for (ChangeEvent event : List.of(
                nodeEvent("c", null, full),
                nodeEvent("u", full, full),
                nodeEvent("u", other, full),
                nodeEvent("d", full, null))) {
            ChangeEvent back = roundTrip(format, event);

            assertThat(back)
                    .usingRecursiveComparison()
                    .comparingOnlyFields("entityType", "operation", "elementId", "relationshipType", "start", "end")
                    .isEqualTo(event);
            assertThat(back.labels()).containsExactlyInAnyOrderElementsOf(event.labels());
            assertThat(plain(back.keys())).isEqualTo(plain(event.keys()));
            assertState(back.before(), event.before());
            assertState(back.after(), event.after());
        }
    }

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void aRelationshipComesBackUnchangedFromEveryFormat(ValueFormat format) {
        State full = new State(null, ALL_TYPES);
        for (ChangeEvent event : List.of(
                relationshipEvent("c", null, full),
                relationshipEvent("u", full, full),
                relationshipEvent("d", full, null))) {
            ChangeEvent back = roundTrip(format, event);

            assertThat(back)
                    .usingRecursiveComparison()
                    .comparingOnlyFields(
                            "entityType", "operation", "elementId", "labels", "relationshipType", "start", "end")
                    .isEqualTo(event);
            // in the time of Streams there were no keys of relationships
            assertThat(back.keys()).isEqualTo(format == ValueFormat.STREAMS ? List.of() : event.keys());
            assertState(back.before(), event.before());
            assertState(back.after(), event.after());
        }
    }

    @ParameterizedTest
    @EnumSource(value = ValueFormat.class, names = "ENTITY_EVENT", mode = EnumSource.Mode.EXCLUDE)
    void theTransactionIsSaid(ValueFormat format) {
        ChangeEvent back = roundTrip(format, nodeEvent("d", null, null));
        assertThat(back.txId()).isEqualTo(12);
        assertThat(back.seq()).isEqualTo(3);
        assertThat(back.metadata("executingUser")).isEqualTo("ann");
    }

    private static ChangeEvent nodeEvent(String operation, State before, State after) {
        Map<String, Object> event = node(operation, map(before), map(after), "Person", "Member");
        event.put(
                "keys",
                operation.equals("u") && before.properties().size() < 3 || before == null && after == null
                        ? map("Person", List.of(map("text", "Ann")))
                        : map(
                                "Member",
                                List.of(map("flag", true, "whole", 36L)),
                                "Person",
                                List.of(map("text", "Ann"), map("date", LocalDate.parse("2026-02-03")))));
        return ChangeEvent.ofRow(row(event));
    }

    private static ChangeEvent relationshipEvent(String operation, State before, State after) {
        return ChangeEvent.ofRow(row(relationship(operation, "OWNS", "Person", "Car", map(before), map(after))));
    }

    private static Map<String, Object> map(State state) {
        return state == null
                ? null
                : state.labels() == null
                        ? state(state.properties())
                        : state(state.properties(), state.labels().toArray(String[]::new));
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        return Changes.map(namesAndValues);
    }

    private static ChangeEvent roundTrip(ValueFormat format, ChangeEvent event) {
        return EventReader.read((Map<?, ?>) Json.read(format.format(event, 1).toString()));
    }

    private static void assertState(State back, State sent) {
        if (sent == null) {
            assertThat(back).isNull();
        } else {
            assertThat(back.labels()).isEqualTo(sent.labels());
            assertThat(plain(back.properties())).isEqualTo(plain(sent.properties()));
        }
    }

    /** Both as the driver has them, which compares what is in an array. */
    private static Value plain(Object value) {
        return Values.value(value);
    }
}
