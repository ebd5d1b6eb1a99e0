package io.github.neo4jstreams.benchmarks.campaign;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What is known of one key: some bytes for each of its records, so that the facts of millions of records fit in a small heap.
 * Not thread-safe.
 */
final class KeyFacts {

    private final BitSet deadLettered = new BitSet();
    private final BitSet written = new BitSet();
    /** The sequence number at each position, 0 for none. */
    private int[] order = new int[16];

    private int sent;
    private int events;
    private int unknown;
    private int collisions;
    private long count;
    private long disorder;

    /** @return whether it is the one that follows */
    boolean sent(int seq, boolean deadLetter) {
        boolean next = seq == sent + 1;
        sent = Math.max(sent, seq);
        if (deadLetter) {
            deadLettered.set(seq);
        }
        return next;
    }

    void event(int seq, int position) {
        events++;
        if (seq < 1 || seq > sent) {
            unknown++;
            return;
        }
        written.set(seq);
        if (position >= order.length) {
            order = Arrays.copyOf(order, Math.max(position + 1, order.length * 2));
        }
        if (position < 1 || order[position] != 0) {
            collisions++;
        } else {
            order[position] = seq;
        }
    }

    void counter(long count, long disorder) {
        this.count = count;
        this.disorder = disorder;
    }

    int lost() {
        return missing().cardinality();
    }

    /** Sequence numbers of those that are lost. */
    BitSet missing() {
        BitSet missing = new BitSet();
        missing.set(1, sent + 1);
        missing.andNot(written);
        missing.andNot(deadLettered);
        return missing;
    }

    boolean has(int seq) {
        return written.get(seq);
    }

    /** How many there are, each counted once. */
    int different() {
        return written.cardinality();
    }

    int duplicated() {
        return events - unknown - written.cardinality();
    }

    /** Looks at first writes only: a second one that comes late is a duplicate, and counted as such. */
    int reordered() {
        BitSet before = new BitSet();
        int last = 0;
        int reordered = 0;
        for (int seq : order) {
            if (seq == 0 || before.get(seq)) {
                continue;
            }
            before.set(seq);
            if (seq < last) {
                reordered++;
            }
            last = Math.max(last, seq);
        }
        return reordered;
    }

    /** Events of records that were never sent. */
    int unknown() {
        return unknown;
    }

    /** Events that were written without those before them: a transaction that was not one. */
    int torn() {
        return collisions + (int) Math.abs(count - events);
    }

    /** How often the graph itself has seen that something else came than what follows. */
    long disorder() {
        return disorder;
    }
}
