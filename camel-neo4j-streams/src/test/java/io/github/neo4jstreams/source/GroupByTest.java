package io.github.neo4jstreams.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.event.ChangeEvent;
import io.github.neo4jstreams.event.EntityType;
import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.value.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GroupByTest {

    @Test
    void makesGroupsOfOneOfTransactionsOrOfAll() {
        List<SourceRecord> records = changes(3, 3, 4, 7, 7, 7);

        assertThat(ends(GroupBy.CHANGE, records)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(ends(GroupBy.TRANSACTION, records)).containsExactly(2, 3, 6);
        assertThat(ends(GroupBy.POLL, records)).containsExactly(6);
    }

    @Test
    void takesWhatASnapshotFoundTogether() {
        assertThat(ends(GroupBy.TRANSACTION, changes(-1, -1, -1))).containsExactly(3);
    }

    private static List<Integer> ends(GroupBy groupBy, List<SourceRecord> records) {
        List<Integer> ends = new ArrayList<>();
        for (int from = 0; from < records.size(); from = ends.get(ends.size() - 1)) {
            ends.add(groupBy.end(records, from));
        }
        return ends;
    }

    private static List<SourceRecord> changes(long... transactions) {
        return LongStream.of(transactions)
                .mapToObj(txId -> new SourceRecord(null, new JsonObject(), Optional.of(change(txId)), null))
                .toList();
    }

    private static ChangeEvent change(long txId) {
        return new ChangeEvent(
                "id",
                txId,
                0,
                Map.of(),
                EntityType.NODE,
                Operation.CREATE,
                "n",
                List.of(),
                null,
                Map.of(),
                null,
                null,
                null,
                null);
    }
}
