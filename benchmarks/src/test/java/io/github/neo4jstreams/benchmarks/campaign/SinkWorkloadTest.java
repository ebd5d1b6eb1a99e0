package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SinkWorkloadTest {

    private static List<SinkWorkload.Item> items(SinkWorkload.Shape shape) {
        List<SinkWorkload.Item> items = new ArrayList<>();
        new SinkWorkload(shape).forEachRemaining(items::add);
        return items;
    }

    @Test
    void theSameSeedMakesTheSameRecords() {
        SinkWorkload.Shape shape = new SinkWorkload.Shape(3, 5_000, 100, 50);

        assertThat(items(shape)).isEqualTo(items(shape));
        assertThat(items(shape)).isNotEqualTo(items(new SinkWorkload.Shape(4, 5_000, 100, 50)));
    }

    @Test
    void goodRecordsOfAKeyAreNumberedWithoutGapsWhateverPoisonThereIs() throws Exception {
        Map<String, Integer> last = new HashMap<>();
        for (SinkWorkload.Item item : items(new SinkWorkload.Shape(1, 5_000, 100, 20))) {
            if (item.poison() == null) {
                JsonNode value = new JsonMapper().readTree(item.value());
                assertThat(value.get("key").textValue()).isEqualTo(item.key());
                assertThat(value.get("n").longValue()).isEqualTo(item.number());
                assertThat(value.get("seq").intValue()).isEqualTo(last.merge(item.key(), 1, Integer::sum));
            }
        }
        assertThat(last).hasSize(100);
    }

    @Test
    void allKindsOfPoisonAreMixedIn() {
        Set<Poison> kinds = EnumSet.noneOf(Poison.class);
        long poison = items(new SinkWorkload.Shape(1, 100_000, 100, 2_000)).stream()
                .filter(item -> item.poison() != null)
                .peek(item -> kinds.add(item.poison()))
                .count();

        assertThat(poison).isBetween(25L, 80L);
        assertThat(kinds).containsExactlyInAnyOrder(Poison.values());
    }

    @Test
    void withoutPoisonEveryRecordIsGood() {
        assertThat(items(new SinkWorkload.Shape(1, 10_000, 100, 0))).allMatch(item -> item.poison() == null);
    }
}
