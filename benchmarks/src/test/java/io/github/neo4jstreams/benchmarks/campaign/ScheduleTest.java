package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<String> KINDS = List.of("a", "b", "c", "d");

    @Test
    void theSameSeedBreaksTheSameThings() {
        assertThat(Schedule.of(1, KINDS, 20, 1_000_000)).isEqualTo(Schedule.of(1, KINDS, 20, 1_000_000));
        assertThat(Schedule.of(1, KINDS, 20, 1_000_000)).isNotEqualTo(Schedule.of(2, KINDS, 20, 1_000_000));
    }

    @Test
    void threeTimesAsManyFaultsAsKindsAreThreeOfEach() {
        Map<String, Long> times = Schedule.of(1, KINDS, 14, 1_000_000).steps().stream()
                .collect(Collectors.groupingBy(Schedule.Step::kind, Collectors.counting()));

        assertThat(times).containsOnlyKeys(KINDS);
        assertThat(times.values()).allMatch(count -> count == 3 || count == 4);
    }

    @Test
    void faultsAreSpreadOverTheRecordsInTheirOrder() {
        List<Schedule.Step> steps = Schedule.of(1, KINDS, 10, 100_000).steps();

        assertThat(steps).isSortedAccordingTo(Comparator.comparingLong(Schedule.Step::after));
        assertThat(steps.get(0).after()).isBetween(5_000L, 10_000L);
        assertThat(steps.get(9).after()).isBetween(86_000L, 91_000L);
    }

    @Test
    void fewFaultsAreOfDifferentKinds() {
        assertThat(Schedule.of(1, KINDS, 3, 1_000).steps())
                .extracting(Schedule.Step::kind)
                .doesNotHaveDuplicates();
    }

    @Test
    void noFaultsAreAnEmptySchedule() {
        assertThat(Schedule.of(1, List.of(), 0, 1_000).steps()).isEmpty();
    }

    @Test
    void faultsOfNoKindAreRefused() {
        assertThatThrownBy(() -> Schedule.of(1, List.of(), 1, 1_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
