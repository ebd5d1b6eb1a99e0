package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * The records of a campaign, made one at a time: the same seed makes the same records, so nobody needs to keep them. Good
 * records of a key are numbered 1, 2, 3 and so on; poison is mixed in between. Not thread-safe.
 */
final class SinkWorkload implements Iterator<SinkWorkload.Item> {

    /**
     * @param seed        of everything that is random
     * @param records     good ones and poison together
     * @param keys        among which they are spread at random
     * @param poisonEvery one record in so many is poison, on average; 0 for none
     */
    record Shape(long seed, long records, int keys, int poisonEvery) {}

    /**
     * @param number among all records, from 0
     * @param key    also of the Kafka record, so that poison lies between good records of its key
     * @param value  JSON, or what is left of it
     * @param poison null if it is good
     */
    record Item(long number, String key, String value, Poison poison) {}

    private final Shape shape;
    private final SplittableRandom random;
    private final int[] sequences;
    private long next;

    SinkWorkload(Shape shape) {
        this.shape = shape;
        this.random = new SplittableRandom(shape.seed());
        this.sequences = new int[shape.keys()];
    }

    @Override
    public boolean hasNext() {
        return next < shape.records();
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        long number = next++;
        int index = random.nextInt(shape.keys());
        String key = "k" + index;
        if (shape.poisonEvery() > 0 && random.nextInt(shape.poisonEvery()) == 0) {
            Poison poison = Poison.values()[random.nextInt(Poison.values().length)];
            return new Item(number, key, poison.value(key), poison);
        }
        String value = "{\"key\":\"" + key + "\",\"seq\":" + ++sequences[index] + ",\"n\":" + number + "}";
        return new Item(number, key, value, null);
    }
}
