package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.benchmarks.campaign.EntityFacts.Bound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Reads the graph and the topic, and nothing else: what the run remembers could be wrong in the same way as the run. */
final class SourceChecker {

    private final TopicReader topics;
    private final GraphReader graph;

    SourceChecker(String bootstrapServers, Driver driver) {
        this.topics = new TopicReader(bootstrapServers);
        this.graph = new GraphReader(driver);
    }

    /** @param stuck why the run ended before its end; null if it didn't */
    Verdict check(String topic, String stuck) {
        SourceTally tally = new SourceTally();
        if (stuck != null) {
            tally.problem(stuck);
        }
        keys(tally);
        graph.rows("MATCH (p:Pruned) RETURN p ORDER BY p.at", row -> pruned(row.get("p"), tally));
        topics.read(
                topic,
                published -> tally.published(SourceEvent.of(published), published.partition(), published.timestamp()));
        return tally.verdict();
    }

    private void keys(SourceTally tally) {
        // what was deleted and created again has a number from before, too
        graph.rows(
                "MATCH (g:Gone) WHERE NOT EXISTS { MATCH (:Item {key: g.key}) } RETURN g.key AS key, g.seq AS seq",
                row -> tally.key(row.get("key").asString(), row.get("seq").asInt(), null));
        graph.rows("MATCH (i:Item) RETURN i", row -> {
            Item item = item(row);
            tally.key(item.key(), item.seq(), item);
        });
    }

    private static Item item(Record row) {
        Value item = row.get("i");
        return new Item(
                item.get("key").asString(),
                item.get("seq").asInt(),
                item.get("n").asLong(),
                item.get("text").asString());
    }

    private static void pruned(Value prune, SourceTally tally) {
        int number = tally.prunes();
        Map<String, Bound> bounds = new HashMap<>();
        numbers(prune, "goneKeys", "goneSeqs").forEach((key, seq) -> bounds.put(key, new Bound(number, seq, false)));
        numbers(prune, "keys", "seqs").forEach((key, seq) -> bounds.put(key, new Bound(number, seq, true)));
        tally.pruned(prune.get("at").asLong(), bounds);
    }

    private static Map<String, Integer> numbers(Value prune, String keys, String numbers) {
        List<String> names = prune.get(keys).asList(Value::asString);
        List<Integer> values = prune.get(numbers).asList(Value::asInt);
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            found.put(names.get(i), values.get(i));
        }
        return found;
    }
}
