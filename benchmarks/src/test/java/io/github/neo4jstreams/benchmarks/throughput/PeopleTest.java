package io.github.neo4jstreams.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PeopleTest {

    @Test
    void aPersonIsSome200BytesOfJsonAndTheSameInEveryRun() {
        assertThat(Format.PROPERTIES.value(People.person(123_456)))
                .isEqualTo(Format.PROPERTIES.value(People.person(123_456)))
                .isNotEqualTo(Format.PROPERTIES.value(People.person(123_457)))
                .hasSizeBetween(160, 240);
    }

    @Test
    void aCommandHasTheIdApartFromTheOtherProperties() {
        assertThat(new String(Format.CUD.value(People.person(7)), StandardCharsets.UTF_8))
                .startsWith(
                        "{\"type\":\"node\",\"op\":\"merge\",\"labels\":[\"Person\"],\"ids\":{\"id\":7},\"properties\":{\"name\":");
    }

    @Test
    void sumsAreOfAllPeople() {
        People.Sums sums = People.Sums.of(91);

        assertThat(sums.count()).isEqualTo(91);
        assertThat(sums.age()).isEqualTo(89 * 90 / 2);
        assertThat(sums.properties()).isEqualTo(91 * 8);
    }

    @Test
    void aBookmarkHasTheNumberOfTheTransaction() {
        assertThat(PeopleGraph.transaction("FB:kcwQ00yJlDaoRlO8yrQoeWPcXQ+Q")).isEqualTo(15);
        assertThat(PeopleGraph.transaction("FB:kcwQ00yJlDaoRlO8yrQoeWPcXXeQ")).isEqualTo(119);
        assertThat(PeopleGraph.transaction("FB:kcwQ00yJlDaoRlO8yrQoeWPcXckB7JA="))
                .isEqualTo(492);
    }
}
