package io.github.neo4jstreams.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One input of a fuzz test: what is drawn for it depends on its seed alone, so {@code -Dfuzz.seed=…} of a failure and
 * {@code -Dfuzz.inputs=1} repeat it. {@code -Dfuzz.inputs=…} is also how to have more of them.
 */
public final class Fuzz {

    public static final int INPUTS = Integer.getInteger("fuzz.inputs", 100_000);

    private final long seed;
    private final Random random;
    private final List<Object> shown = new ArrayList<>();

    private Fuzz(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** @param firstSeed of a test: each has its own, so that they don't all draw the same */
    public static void inputs(long firstSeed, Consumer<Fuzz> test) {
        long first = Long.getLong("fuzz.seed", firstSeed);
        for (int i = 0; i < INPUTS; i++) {
            Fuzz fuzz = new Fuzz(first + i);
            try {
                test.accept(fuzz);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("-Dfuzz.inputs=1 -Dfuzz.seed=" + fuzz.seed + " " + fuzz.shown + ": " + e, e);
            }
        }
    }

    public long seed() {
        return seed;
    }

    /** Says in a failure what the input was. */
    public <T> T show(T input) {
        shown.add(input);
        return input;
    }

    public Random random() {
        return random;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    public long number() {
        return random.nextInt(1000);
    }

    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Up to two of them. */
    public <T> List<T> list(Supplier<? extends T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }
}
