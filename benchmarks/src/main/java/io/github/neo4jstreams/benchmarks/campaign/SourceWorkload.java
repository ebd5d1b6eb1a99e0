package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The transactions of a campaign, made one at a time: the same seed makes the same ones. Changes of a key are numbered 1, 2, 3
 * and so on, over its deletions, after which it is created again. Not thread-safe.
 */
final class SourceWorkload implements Iterator<SourceWorkload.Transaction> {

    /** Changes of a transaction. */
    static final int MOST = 500;

    /** One change in so many is a deletion, if there is something to delete. */
    private static final int DELETIONS = 20;

    /**
     * @param seed    of everything that is random
     * @param changes in all transactions together
     * @param keys    among which they are spread at random
     */
    record Shape(long seed, long changes, int keys) {

        Shape {
            if (keys <= MOST) {
                throw new IllegalArgumentException("a transaction changes " + MOST + " of " + keys + " keys");
            }
        }
    }

    /**
     * @param item     after it, or before it if it deletes
     * @param deletion which is one change more than its item has
     */
    record Change(Item item, boolean deletion) {

        int number() {
            return item.seq() + (deletion ? 1 : 0);
        }
    }

    /**
     * Changes different keys. The last one deletes nothing, so that its number among all is seen wherever it arrives.
     *
     * @param from how many changes are before it
     */
    record Transaction(long from, List<Change> changes) {

        /** How many changes there are with it. */
        long to() {
            return from + changes.size();
        }
    }

    private final Shape shape;
    private final SplittableRandom random;
    private final int[] numbers;
    /** What is there now, null if nothing is. */
    private final Item[] items;

    private long next;

    SourceWorkload(Shape shape) {
        this.shape = shape;
        this.random = new SplittableRandom(shape.seed());
        this.numbers = new int[shape.keys()];
        this.items = new Item[shape.keys()];
    }

    @Override
    public boolean hasNext() {
        return next < shape.changes();
    }

    @Override
    public Transaction next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        // the very last change is a transaction of its own: whoever has seen it has seen everything
        long left = shape.changes() - next - 1;
        int size = left == 0 ? 1 : (int) Math.min(left, random.nextInt(1, MOST + 1));
        Set<Integer> touched = new HashSet<>();
        List<Change> changes = new ArrayList<>(size);
        while (changes.size() < size) {
            int index = random.nextInt(shape.keys());
            if (touched.add(index)) {
                changes.add(change(index, next + changes.size() + 1, changes.size() + 1 == size));
            }
        }
        Transaction transaction = new Transaction(next, changes);
        next = transaction.to();
        return transaction;
    }

    private Change change(int index, long number, boolean last) {
        int seq = ++numbers[index];
        Item before = items[index];
        if (before != null && !last && random.nextInt(DELETIONS) == 0) {
            items[index] = null;
            return new Change(before, true);
        }
        String text = Long.toHexString(random.nextLong()).repeat(random.nextInt(1, 5));
        items[index] = new Item("k" + index, seq, number, text);
        return new Change(items[index], false);
    }
}
