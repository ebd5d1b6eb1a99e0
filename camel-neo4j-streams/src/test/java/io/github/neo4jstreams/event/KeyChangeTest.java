package io.github.neo4jstreams.event;

import static io.github.neo4jstreams.event.Changes.map;
import static io.github.neo4jstreams.event.Changes.node;
import static io.github.neo4jstreams.event.Changes.relationship;
import static io.github.neo4jstreams.event.Changes.row;
import static io.github.neo4jstreams.event.Changes.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyChangeTest {

    private static final Map<String, Set<Set<String>>> SCHEMA =
            Map.of("Person", Set.of(Set.of("mail")), "Member", Set.of(Set.of("nr")), "OWNS", Set.of(Set.of("number")));

    private static KeyChange of(ChangeEvent update) {
        return KeyChange.of(update, name -> SCHEMA.getOrDefault(name, Set.of()));
    }

    private static ChangeEvent update(
            String mode, Object keys, Map<String, Object> before, Map<String, Object> after, String... labels) {
        Map<String, Object> event = node("u", before, after, labels);
        event.put("keys", keys);
        Map<String, Object> row = row(event);
        row.put("metadata", map("captureMode", mode));
        return ChangeEvent.ofRow(row);
    }

    /** As DIFF has it when no labels changed. */
    private static Map<String, Object> sameLabels(Map<String, Object> properties) {
        return map("labels", List.of(), "properties", properties);
    }

    private static Map<String, Object> person(Object... key) {
        return map("Person", List.of(map(key)));
    }

    @Nested
    class OfAProperty {

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void isToldByTheStatesWhicheverOfThemTheServerReports(String reported) {
            KeyChange full = of(update(
                    "FULL",
                    person("mail", reported),
                    state(map("mail", "a", "age", 1L), "Person"),
                    state(map("mail", "b", "age", 1L), "Person"),
                    "Person"));
            KeyChange diff = of(update(
                    "DIFF",
                    person("mail", reported),
                    sameLabels(map("mail", "a")),
                    sameLabels(map("mail", "b")),
                    "Person"));
            for (KeyChange change : List.of(full, diff)) {
                assertThat(change.before()).isEqualTo(person("mail", "a"));
                assertThat(change.after()).isEqualTo(person("mail", "b"));
                assertThat(change.isSure()).isTrue();
            }
        }

        @Test
        void takesTheRestOfTheKeyFromWhatIsReported() {
            KeyChange change = of(update(
                    "DIFF",
                    person("first", "Ann", "last", "Lee"),
                    sameLabels(map("last", "Lee")),
                    sameLabels(map("last", "Kim")),
                    "Person"));
            assertThat(change.before()).isEqualTo(person("first", "Ann", "last", "Lee"));
            assertThat(change.after()).isEqualTo(person("first", "Ann", "last", "Kim"));
        }

        @Test
        void isNoneIfAnotherPropertyChanged() {
            KeyChange change = of(update(
                    "DIFF", person("mail", "a"), sameLabels(map("age", 1L)), sameLabels(map("age", 2L)), "Person"));
            assertThat(change.before()).isEqualTo(change.after()).isEqualTo(person("mail", "a"));
        }

        @Test
        void endsTheKeyIfItIsRemoved() {
            KeyChange change = of(update(
                    "FULL", person("mail", "a"), state(map("mail", "a"), "Person"), state(map(), "Person"), "Person"));
            assertThat(change.before()).isEqualTo(person("mail", "a"));
            assertThat(change.after()).isEqualTo(Map.of());
        }

        @ParameterizedTest
        @ValueSource(strings = {"FULL", "DIFF"})
        void beginsAKeyIfItIsAddedAndOnlyUnique(String mode) {
            KeyChange change =
                    of(update(mode, Map.of(), state(map(), "Person"), state(map("mail", "a"), "Person"), "Person"));
            assertThat(change.before()).isEqualTo(Map.of());
            assertThat(change.after()).isEqualTo(person("mail", "a"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"FULL", "DIFF"})
        void isToldAlsoIfTheServerReportsNoKeys(String mode) {
            KeyChange change = of(update(
                    mode, Map.of(), state(map("mail", "a"), "Person"), state(map("mail", "b"), "Person"), "Person"));
            assertThat(change.before()).isEqualTo(person("mail", "a"));
            assertThat(change.after()).isEqualTo(person("mail", "b"));
        }

        @Test
        void isUnsureIfNeitherTheKeyNorItsPropertyIsThere() {
            KeyChange change = of(update("DIFF", Map.of(), sameLabels(map()), sameLabels(map("age", 1L)), "Person"));
            assertThat(change.after()).isEqualTo(Map.of());
            assertThat(change.isSure()).isFalse();
        }

        @Test
        void ofARelationshipIsItsOwn() {
            Map<String, Object> event =
                    relationship("u", "OWNS", "Person", "Car", state(map("number", 7L)), state(map("number", 8L)));
            KeyChange change = of(ChangeEvent.ofRow(row(event)));
            assertThat(change.before()).isEqualTo(List.of(Map.of("number", 7L)));
            assertThat(change.after()).isEqualTo(List.of(Map.of("number", 8L)));
        }
    }

    @Nested
    class OfALabel {

        @Test
        void addsItsKey() {
            KeyChange change = of(update(
                    "FULL",
                    person("mail", "a"),
                    state(map("mail", "a", "nr", 1L), "Person"),
                    state(map("mail", "a", "nr", 1L), "Person", "Member"),
                    "Person"));
            assertThat(change.before()).isEqualTo(person("mail", "a"));
            assertThat(change.after())
                    .isEqualTo(map("Person", List.of(map("mail", "a")), "Member", List.of(map("nr", 1L))));
            assertThat(change.isSure()).isTrue();
        }

        @Test
        void doesNotAddItTwiceIfTheServerReportsIt() {
            Map<String, Object> both = map("Person", List.of(map("mail", "a")), "Member", List.of(map("nr", 1L)));
            KeyChange change = of(update(
                    "FULL",
                    both,
                    state(map("mail", "a", "nr", 1L), "Person"),
                    state(map("mail", "a", "nr", 1L), "Person", "Member"),
                    "Person",
                    "Member"));
            assertThat(change.before()).isEqualTo(person("mail", "a"));
            assertThat(change.after()).isEqualTo(both);
        }

        @Test
        void isUnsureIfTheEventDoesNotHoldItsKey() {
            KeyChange unknown =
                    of(update("DIFF", person("mail", "a"), sameLabels(map()), state(map(), "Member"), "Person"));
            assertThat(unknown.after()).isEqualTo(person("mail", "a"));
            assertThat(unknown.isSure()).isFalse();

            KeyChange known = of(
                    update("DIFF", person("mail", "a"), sameLabels(map()), state(map("nr", 1L), "Member"), "Person"));
            assertThat(known.after())
                    .isEqualTo(map("Person", List.of(map("mail", "a")), "Member", List.of(map("nr", 1L))));
            assertThat(known.isSure()).isTrue();
        }

        @Test
        void isSureInFullThatThereIsNoKeyWithoutTheProperty() {
            KeyChange change = of(update(
                    "FULL",
                    person("mail", "a"),
                    state(map("mail", "a"), "Person"),
                    state(map("mail", "a"), "Person", "Member"),
                    "Person"));
            assertThat(change.after()).isEqualTo(person("mail", "a"));
            assertThat(change.isSure()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"FULL", "DIFF"})
        void takesItsKeyAway(String mode) {
            KeyChange change = of(update(
                    mode,
                    map("Person", List.of(map("mail", "a")), "Member", List.of(map("nr", 1L))),
                    mode.equals("FULL")
                            ? state(map("mail", "a", "nr", 1L), "Member", "Person")
                            : state(map(), "Member"),
                    mode.equals("FULL") ? state(map("mail", "a", "nr", 1L), "Person") : sameLabels(map()),
                    "Person",
                    "Member"));
            assertThat(change.before())
                    .isEqualTo(map("Person", List.of(map("mail", "a")), "Member", List.of(map("nr", 1L))));
            assertThat(change.after()).isEqualTo(person("mail", "a"));
        }
    }
}
