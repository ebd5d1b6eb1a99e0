package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static Keys.Key key(String label, Object... properties) {
        return new Keys.Key(label, new TreeMap<>(map(properties)));
    }

    @Test
    void theSmallestHasTheFewestProperties() {
        assertThat(Keys.smallest(map("A", List.of(map("x", 1, "y", 2)), "B", List.of(map("z", 3)))))
                .contains(key("B", "z", 3));
    }

    @Test
    void ofSeveralSmallestTheFirstByLabelIsTaken() {
        assertThat(Keys.smallest(map("B", List.of(map("a", 1)), "A", List.of(map("z", 2)))))
                .contains(key("A", "z", 2));
    }

    @Test
    void ofSeveralSmallestOfALabelTheFirstByPropertyNamesIsTaken() {
        assertThat(Keys.smallest(map("A", List.of(map("z", 1, "b", 2), map("c", 3, "a", 4), map("d", 5, "a", 6)))))
                .contains(key("A", "a", 4, "c", 3));
    }

    @Test
    void anEmptyKeyIsNone() {
        assertThat(Keys.smallest(map("A", List.of(map()), "B", List.of(), "C", null)))
                .isEmpty();
        assertThat(Keys.smallest(map())).isEmpty();
        assertThat(Keys.smallest(null)).isEmpty();
    }

    @Test
    void oneMapInsteadOfAListIsOneKey() {
        assertThat(Keys.smallest(map("A", map("x", 1)))).contains(key("A", "x", 1));
    }

    @Test
    void whatIsNoListOfMapsIsRefused() {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> Keys.smallest(map("A", List.of(1))))
                .withMessage("keys.A[0] is '1': expected a map");
    }

    @Test
    void ofAnEventAreThoseOfItsEntity() {
        Keys.Key ofNode = key("Person", "name", "Ann", "born", Changes.COMMITTED.toLocalDate());
        assertThat(Keys.of(ChangeEvent.ofRow(row(node("c", null, state(map(), "Person"), "Person")))))
                .contains(ofNode);

        ChangeEvent relationship =
                ChangeEvent.ofRow(row(relationship("c", "OWNS", "Person", "Car", null, state(map()))));
        assertThat(Keys.of(relationship)).contains(key("OWNS", "number", 7L));
        assertThat(Keys.of(relationship.start())).contains(key("Person", "id", 1L));
        assertThat(Keys.of(new Endpoint("4:x:1", List.of(), Map.of()))).isEmpty();
    }
}
