package io.github.neo4jstreams.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.neo4j.driver.TransactionContext;

/**
 * A statement for many rows.
 *
 * @param cypher what follows {@code UNWIND $rows AS row}
 */
record Unwind(String cypher, List<Map<String, Object>> rows) {

    Unwind(String cypher) {
        this(cypher, new ArrayList<>());
    }

    void run(TransactionContext transaction) {
        transaction.run("UNWIND $rows AS row\n" + cypher, Map.of("rows", rows)).consume();
    }

    /** What comes before what. */
    enum Step {
        NODES,
        RELATIONSHIPS,
        DELETED_RELATIONSHIPS,
        DELETED_NODES
    }

    /** Rows by their shapes. */
    static final class Grouped {

        private record Shape(Step step, String name) implements Comparable<Shape> {
            @Override
            public int compareTo(Shape other) {
                return step == other.step ? name.compareTo(other.name) : step.compareTo(other.step);
            }
        }

        private final SortedMap<Shape, Unwind> statements = new TreeMap<>();

        /** @param shape whatever tells it from the others; its Cypher is asked for once */
        void add(Step step, String shape, Supplier<String> cypher, Map<String, Object> row) {
            statements
                    .computeIfAbsent(new Shape(step, shape), any -> new Unwind(cypher.get()))
                    .rows()
                    .add(row);
        }

        List<Unwind> statements() {
            return List.copyOf(statements.values());
        }
    }
}
