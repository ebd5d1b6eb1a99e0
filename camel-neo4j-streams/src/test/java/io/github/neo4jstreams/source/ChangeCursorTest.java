package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeCursorTest {

    @Test
    void isJustTheIdUnlessItCounts() {
        assertThat(new ChangeCursor("A3V16ZaLlUmn").print()).isEqualTo("A3V16ZaLlUmn");
        assertThat(ChangeCursor.parse("A3V16ZaLlUmn")).isEqualTo(new ChangeCursor("A3V16ZaLlUmn"));
    }

    @Test
    void remembersHowManyChangesItsTransactionHas() {
        ChangeCursor cursor = new ChangeCursor("A3V16ZaLlUmn", 41, 50, false);
        assertThat(cursor.print()).isEqualTo("A3V16ZaLlUmn 41:50");
        assertThat(ChangeCursor.parse(cursor.print())).isEqualTo(cursor);
        assertThat(cursor.counts(41)).isTrue();
        assertThat(cursor.counts(42)).isFalse();
        assertThat(new ChangeCursor("A", 0, 0, false).counts(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50})
    void remembersThatASnapshotWasReadMeanwhile(long events) {
        ChangeCursor cursor = new ChangeCursor("A3V16ZaLlUmn", events == 0 ? 0 : 41, events, true);
        assertThat(ChangeCursor.parse(cursor.print())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A 1",
                "A during",
                "A during-snapshot 1:2",
                "A 1:",
                "A 1:x",
                "A 1:-2",
                " 1:2",
                "A 1:9999999999999999999",
                ""
            })
    void thatLooksOtherwiseIsTakenForAnIdAndLeftToTheServer(String text) {
        assertThat(ChangeCursor.parse(text)).isEqualTo(new ChangeCursor(text));
    }
}
