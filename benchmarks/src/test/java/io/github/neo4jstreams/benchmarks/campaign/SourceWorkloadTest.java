package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceWorkloadTest {

    private static final SourceWorkload.Shape SHAPE = new SourceWorkload.Shape(3, 50_000, 2_000);

    private static List<SourceWorkload.Transaction> transactions(SourceWorkload.Shape shape) {
        List<SourceWorkload.Transaction> transactions = new ArrayList<>();
        new SourceWorkload(shape).forEachRemaining(transactions::add);
        return transactions;
    }

    @Test
    void theSameSeedMakesTheSameTransactions() {
        assertThat(transactions(SHAPE)).isEqualTo(transactions(SHAPE));
        assertThat(transactions(SHAPE)).isNotEqualTo(transactions(new SourceWorkload.Shape(4, 50_000, 2_000)));
    }

    @Test
    void transactionsAreSmallAndLargeAndFollowOnEachOther() {
        long at = 0;
        List<Integer> sizes = new ArrayList<>();
        for (SourceWorkload.Transaction transaction : transactions(SHAPE)) {
            assertThat(transaction.from()).isEqualTo(at);
            at = transaction.to();
            sizes.add(transaction.changes().size());
        }
        assertThat(at).isEqualTo(50_000);
        assertThat(sizes).allMatch(size -> size >= 1 && size <= SourceWorkload.MOST);
        assertThat(sizes).anyMatch(size -> size < 50).anyMatch(size -> size > 450);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(1);
    }

    @Test
    void changesOfAKeyAreNumberedWithoutGapsOverItsDeletions() {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Item> items = new HashMap<>();
        long deletions = 0;
        for (SourceWorkload.Transaction transaction : transactions(SHAPE)) {
            assertThat(transaction.changes())
                    .extracting(change -> change.item().key())
                    .doesNotHaveDuplicates();
            for (SourceWorkload.Change change : transaction.changes()) {
                String key = change.item().key();
                assertThat(change.number()).isEqualTo(numbers.merge(key, 1, Integer::sum));
                if (change.deletion()) {
                    assertThat(items.remove(key)).isEqualTo(change.item());
                    deletions++;
                } else {
                    items.put(key, change.item());
                }
            }
        }
        assertThat(deletions).isBetween(1_000L, 4_000L);
    }

    @Test
    void theLastChangeOfATransactionHasItsNumberAmongAll() {
        assertThat(transactions(SHAPE)).allSatisfy(transaction -> {
            SourceWorkload.Change last =
                    transaction.changes().get(transaction.changes().size() - 1);
            assertThat(last.deletion()).isFalse();
            assertThat(last.item().n()).isEqualTo(transaction.to());
        });
    }
}
