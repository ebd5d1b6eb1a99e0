package io.github.neo4jstreams.benchmarks.campaign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Adds up what is found in the topics and in the graph, and comes to a verdict. It takes facts and knows no server.
 *
 * <p>First all dead letters, then all records of the topic, then what is in the graph. Takes some ten bytes a record. Not
 * thread-safe.
 */
final class SinkTally {

    /** So many dead letters are compared with what they are letters of; those of a whole outage needn't be. */
    private static final int COMPARED = 100_000;

    /** Dead letters of a record beyond its first; a process that dies between the dead letter and the commit may leave one. */
    static final String REPEATED = "repeated_dead_letters";

    private record Coordinates(int partition, long offset) {}

    private final String topic;
    private final Map<String, KeyFacts> keys = new HashMap<>();
    private final Map<Integer, BitSet> deadLetters = new HashMap<>();
    private final Map<Coordinates, Integer> contents = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long records;
    private long misdirected;
    private long repeated;
    private long altered;
    private long strangers;
    private long matched;
    private long inconsistent;

    /** @param topic whose records are looked at */
    SinkTally(String topic) {
        this.topic = topic;
    }

    /**
     * A dead letter, and where it says that the record was.
     *
     * @param content a hash of key and value
     */
    void deadLetter(String itsTopic, int partition, long offset, int content) {
        if (!topic.equals(itsTopic) || partition < 0 || offset < 0 || offset > Integer.MAX_VALUE) {
            strangers++;
            return;
        }
        BitSet letters = deadLetters.computeIfAbsent(partition, any -> new BitSet());
        if (letters.get((int) offset)) {
            repeated++;
        }
        letters.set((int) offset);
        if (contents.size() < COMPARED) {
            contents.put(new Coordinates(partition, offset), content);
        }
    }

    /** A record of the topic that can be written, in the order of its partition. */
    void good(int partition, long offset, int content, String key, int seq) {
        boolean deadLettered = input(partition, offset, content);
        if (deadLettered) {
            misdirected++;
        }
        if (!facts(key).sent(seq, deadLettered)) {
            inconsistent++;
        }
    }

    /** A record of the topic that can't be written. */
    void poison(int partition, long offset, int content) {
        if (!input(partition, offset, content)) {
            misdirected++;
        }
    }

    private boolean input(int partition, long offset, int content) {
        records++;
        BitSet letters = deadLetters.get(partition);
        if (letters == null || !letters.get((int) offset)) {
            return false;
        }
        matched++;
        Integer letter = contents.get(new Coordinates(partition, offset));
        if (letter != null && letter != content) {
            altered++;
        }
        return true;
    }

    /** A write, as the graph has it: the so-manieth of its key. */
    void event(String key, int seq, int position) {
        facts(key).event(seq, position);
    }

    /** What the graph has counted while it was written. */
    void counter(String key, long count, long disorder) {
        facts(key).counter(count, disorder);
    }

    /** Something that others have found; makes the verdict unclean. */
    void problem(String problem) {
        problems.add(problem);
    }

    private KeyFacts facts(String key) {
        return keys.computeIfAbsent(key, any -> new KeyFacts());
    }

    Verdict verdict() {
        long lost = sum(KeyFacts::lost);
        long duplicated = sum(KeyFacts::duplicated);
        long reordered = sum(KeyFacts::reordered);
        long disorder = sum(KeyFacts::disorder);
        List<String> found = new ArrayList<>(problems);
        long letters =
                deadLetters.values().stream().mapToLong(BitSet::cardinality).sum();
        say(found, inconsistent, "records of the topic don't follow on the one before: the campaign itself is broken");
        say(found, sum(KeyFacts::unknown), "events in the graph are of records that were never sent");
        say(found, sum(KeyFacts::torn), "writes were not done as a whole: counter and events of a key differ");
        say(found, strangers + letters - matched, "dead letters are of no record of the topic");
        say(found, altered, "dead letters have another key or value than their record");
        if (lost + duplicated + reordered + misdirected == 0) {
            say(found, disorder, "times a key was written in another order than the events tell");
        }
        return new Verdict(records, lost, duplicated, reordered, misdirected, Map.of(REPEATED, repeated), found);
    }

    private static void say(List<String> problems, long times, String what) {
        if (times != 0) {
            problems.add(times + " " + what);
        }
    }

    private long sum(ToLongFunction<KeyFacts> what) {
        return keys.values().stream().mapToLong(what).sum();
    }
}
