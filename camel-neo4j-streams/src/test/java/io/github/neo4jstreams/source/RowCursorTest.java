package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.graph.ConfigurationException;
import io.github.neo4jstreams.value.JsonObject;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Values;

class RowCursorTest {

    /** A table and a query {@code WHERE row.at > $lastCheck} (or {@code >=}), polled with a limit. */
    private static final class Polled {
        private final List<JsonObject> table = new ArrayList<>();
        private final List<Object> handedOver = new ArrayList<>();
        private final IntPredicate matches;
        private RowCursor cursor;

        Polled(Object start) {
            this(start, order -> order > 0);
        }

        Polled(Object start, IntPredicate matches) {
            this.cursor = RowCursor.startingAfter(start);
            this.matches = matches;
        }

        Polled commit(Object at, Object... names) {
            Stream.of(names).forEach(name -> table.add(row(at, name)));
            return this;
        }

        /** What a poll hands over: at most so many, as the source asks the server. */
        List<Object> poll(int limit) {
            return poll(limit, Integer.MAX_VALUE);
        }

        /** The same, but the route fails after so many. */
        List<Object> poll(int limit, int completed) {
            List<JsonObject> rows = table.stream()
                    .filter(row -> matches.test(RowCursor.ORDER.compare(row.get("at"), cursor.lastCheck())))
                    .sorted((a, b) -> RowCursor.ORDER.compare(a.get("at"), b.get("at")))
                    .limit((long) limit + cursor.remembered())
                    .toList();
            RowCursor.Progress progress = cursor.progress();
            List<Object> fresh = new ArrayList<>();
            for (JsonObject row : rows) {
                if (fresh.size() < limit && progress.isNew(row.get("at"), row)) {
                    fresh.add(row.get("name"));
                }
            }
            List<Object> done = fresh.subList(0, Math.min(completed, fresh.size()));
            handedOver.addAll(done);
            // through its text, as after a restart
            cursor = RowCursor.parse(progress.cursorAfter(done.size()).print());
            return fresh;
        }
    }

    private static JsonObject row(Object at, Object name) {
        JsonObject row = new JsonObject();
        row.put("at", at);
        row.put("name", name);
        return row;
    }

    @Nested
    class Ties {

        @Test
        void thatDoNotFitIntoOnePollAreNeitherLostNorRepeated() {
            Polled source = new Polled(0L).commit(5L, "a", "b", "c", "d", "e");

            assertThat(source.poll(2)).containsExactly("a", "b");
            assertThat(source.poll(2)).containsExactly("c", "d");
            assertThat(source.poll(2)).containsExactly("e");
            assertThat(source.poll(2)).isEmpty();
        }

        @Test
        void thatAreCommittedLaterStillCome() {
            Polled source = new Polled(0L).commit(5L, "a");

            assertThat(source.poll(10)).containsExactly("a");
            source.commit(5L, "b");
            assertThat(source.poll(10)).containsExactly("b");
            assertThat(source.poll(10)).isEmpty();
        }

        @Test
        void thatAreEqualInEveryColumnComeAsOftenAsTheyAreThere() {
            Polled source = new Polled(0L).commit(5L, "same", "same", "same");

            assertThat(source.poll(2)).containsExactly("same", "same");
            assertThat(source.poll(2)).containsExactly("same");
            source.commit(5L, "same");
            assertThat(source.poll(2)).containsExactly("same");
            assertThat(source.poll(2)).isEmpty();
        }

        @Test
        void areForgottenWhenTheValueMovesOn() {
            Polled source = new Polled(0L).commit(5L, "a", "b").commit(9L, "c");

            source.poll(10);

            assertThat(source.cursor.lastCheck()).isEqualTo(8L);
            assertThat(source.cursor.remembered()).isEqualTo(1);
        }
    }

    @Nested
    class Failures {

        @Test
        void readAgainExactlyWhatWasNotCompleted() {
            Polled source = new Polled(0L).commit(4L, "a").commit(5L, "b", "c").commit(6L, "d");

            assertThat(source.poll(10, 2)).containsExactly("a", "b", "c", "d");
            assertThat(source.poll(10)).containsExactly("c", "d");
            assertThat(source.handedOver).containsExactly("a", "b", "c", "d");
        }

        @Test
        void ofTheFirstRowLeaveTheCursorWhereItWas() {
            Polled source = new Polled(7L).commit(8L, "a");
            String before = source.cursor.print();

            source.poll(10, 0);

            assertThat(source.cursor.print()).isEqualTo(before);
        }
    }

    /** The promise itself: whatever is committed at or after the last value comes once. */
    @Property(tries = 300)
    void everyRowComesOnce(@ForAll long seed) {
        Random random = new Random(seed);
        Polled source = new Polled(0L);
        int committed = 0;
        long clock = 1;
        for (int step = 0; step < 30; step++) {
            clock += random.nextInt(2);
            for (int i = random.nextInt(4); i > 0; i--) {
                source.commit(clock, "row " + committed++);
            }
            source.poll(1 + random.nextInt(3), random.nextInt(4));
        }
        // each poll hands over one at least, as long as there is one
        for (int rest = committed; rest > 0 && !source.poll(2).isEmpty(); rest--) {
            assertThat(source.handedOver).doesNotHaveDuplicates();
        }

        assertThat(source.handedOver).hasSize(committed).doesNotHaveDuplicates();
    }

    @Nested
    class LateRows {

        @Test
        void belowTheStartAreNotWanted() {
            Polled source = new Polled(10L)
                    .commit(10L, "at the start")
                    .commit(9L, "before")
                    .commit(11L, "after");

            assertThat(source.poll(10)).containsExactly("after");
        }

        @Test
        void neverTakeTheCursorBack() {
            RowCursor cursor = RowCursor.startingAfter(10L);
            RowCursor.Progress progress = cursor.progress();
            progress.isNew(3L, row(3L, "a query that ignores $lastCheck"));

            assertThat(progress.cursorAfter(1).lastCheck()).isEqualTo(10L);
        }

        @Test
        void amongNumbersOfBothKindsNeverTakeTheCursorBackToRowsThatCame() {
            Polled source = new Polled(0.0).commit(4.2, "a").commit(4.5, "b");
            source.poll(10);
            source.commit(5L, "c");
            source.poll(10);

            source.poll(10);

            assertThat(source.handedOver).containsExactly("a", "b", "c");
        }
    }

    static Stream<Arguments> types() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        return Stream.of(
                Arguments.of(1L, 2L, 3L),
                Arguments.of(-0.5, 0.0, Double.MIN_VALUE),
                Arguments.of(
                        ZonedDateTime.of(2026, 10, 25, 1, 0, 0, 0, berlin),
                        ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, berlin),
                        ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, berlin).withLaterOffsetAtOverlap()),
                Arguments.of(
                        LocalDateTime.of(2026, 1, 1, 0, 0),
                        LocalDateTime.of(2026, 1, 1, 0, 0, 0, 1),
                        LocalDateTime.of(2026, 1, 1, 0, 0, 0, 2)),
                Arguments.of(LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2)),
                Arguments.of(LocalTime.of(1, 0), LocalTime.of(1, 0, 0, 1), LocalTime.MAX),
                Arguments.of(
                        OffsetTime.of(1, 0, 0, 0, ZoneOffset.UTC),
                        OffsetTime.of(2, 30, 0, 0, ZoneOffset.ofHours(1)),
                        OffsetTime.of(2, 0, 0, 0, ZoneOffset.UTC)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeWithAnOrderMovesOnAndKeepsItsTies(Object start, Object first, Object second) {
        Polled source = new Polled(start)
                .commit(start, "too old")
                .commit(first, "a", "b")
                .commit(second, "c");

        assertThat(source.poll(1)).containsExactly("a");
        source.commit(first, "late tie");
        assertThat(source.poll(1)).containsExactly("b");
        assertThat(source.poll(5)).containsExactly("late tie", "c");
        assertThat(source.poll(5)).isEmpty();
        assertThat(source.cursor.lastCheck()).hasSameClassAs(first);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeSurvivesPrintAndParse(Object start, Object first, Object second) {
        RowCursor.Progress progress = RowCursor.startingAfter(start).progress();
        progress.isNew(first, row(first, "a"));
        progress.isNew(second, row(second, "b"));

        for (int count = 0; count <= 2; count++) {
            RowCursor cursor = progress.cursorAfter(count);
            RowCursor parsed = RowCursor.parse(cursor.print());

            assertThat(parsed.lastCheck()).isEqualTo(cursor.lastCheck());
            assertThat(parsed.remembered()).isEqualTo(cursor.remembered());
            assertThat(parsed.print()).isEqualTo(cursor.print());
        }
    }

    @Nested
    class Text {

        @Test
        void hasNoStepBeforeItSoTheQueryAsksForTheValueAgain() {
            Polled source =
                    new Polled("", order -> order >= 0).commit("a", 1, 2).commit("b", 3);

            assertThat(source.poll(1)).containsExactly(1);
            assertThat(source.poll(5)).containsExactly(2, 3);
            source.commit("b", 4);
            assertThat(source.poll(5)).containsExactly(4);
        }
    }

    @Nested
    class Starts {

        @Test
        void passExactlyTheirValueFirst() {
            assertThat(RowCursor.startingAfter(42L).lastCheck()).isEqualTo(42L);
            assertThat(RowCursor.startingAfter(42L).remembered()).isZero();
        }

        @Test
        void ofAnotherTypeGiveWayToTheTypeOfTheRows() {
            RowCursor.Progress progress =
                    RowCursor.startingAfter(System.currentTimeMillis()).progress();
            LocalDate day = LocalDate.of(2026, 1, 2);
            progress.isNew(day, row(day, "a"));

            assertThat(progress.cursorAfter(1).lastCheck()).isEqualTo(day.minusDays(1));
            assertThat(progress.cursorAfter(1).remembered()).isEqualTo(1);
        }
    }

    @Nested
    class Refusals {

        @Test
        void valuesWithoutAnOrder() {
            for (Object value :
                    List.of(true, List.of(1L), Values.point(7203, 1, 2).asPoint())) {
                RowCursor.Progress progress = RowCursor.startingAfter(0L).progress();
                progress.isNew(value, row("x", "a"));

                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> progress.cursorAfter(1))
                        .withMessageContaining("it must be a number, a date or time, or text");
            }
        }

        @Test
        void valuesOfSeveralTypes() {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> RowCursor.ORDER.compare("x", 1L))
                    .withMessage("streamingProperty holds a String after a Long; its values must be of one type to have"
                            + " an order");
        }

        @ParameterizedTest
        @ValueSource(strings = {"A3V16ZaLlUmn", "{}", "{\"lastCheck\": 1}", "{\"seen\": []}", "[]", ""})
        void cursorsThatAreNotOfAQuery(String text) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> RowCursor.parse(text))
                    .withMessage("The saved cursor is not one of a query source: " + text + ". Use another cursorName");
        }
    }

    @Nested
    class RowsThatWereHandedOver {

        @Test
        void areKnownByTheirContentNotByTheOrderOfTheirColumns() {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("a", Map.of("x", 1L));
            columns.put("b", Arrays.asList(LocalDate.of(2026, 1, 2), null));
            List<Map.Entry<String, Object>> entries = new ArrayList<>(columns.entrySet());
            Collections.reverse(entries);
            JsonObject other = new JsonObject();
            entries.forEach(entry -> other.put(entry.getKey(), entry.getValue()));

            RowCursor.Progress first = RowCursor.startingAfter(0L).progress();
            first.isNew(1L, new JsonObject(columns));
            RowCursor.Progress second = first.cursorAfter(1).progress();

            assertThat(second.isNew(1L, other)).isFalse();
        }

        @Test
        void areRememberedOnlyByAFewBytes() {
            RowCursor.Progress progress = RowCursor.startingAfter(0L).progress();
            progress.isNew(1L, row(1L, "x".repeat(100_000)));

            assertThat(progress.cursorAfter(1).print()).hasSizeLessThan(100);
        }
    }

    @Test
    void isImmutable() {
        RowCursor start = RowCursor.startingAfter(0L);
        RowCursor.Progress progress = start.progress();
        progress.isNew(1L, row(1L, "a"));
        RowCursor after = progress.cursorAfter(1);
        String printed = after.print();
        progress.isNew(2L, row(2L, "b"));
        progress.cursorAfter(2);

        assertThat(after.print()).isEqualTo(printed);
        assertThat(start.remembered()).isZero();
    }
}
