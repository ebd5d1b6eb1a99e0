package io.github.neo4jstreams.cypher;

import java.util.List;
import java.util.Map;

/** Statements about fences: nodes that say how far a sink has written the partitions of its topics. */
public final class FenceStatements {

    private FenceStatements() {}

    /**
     * Locks the fences of the rows, returns what they were as {@code topic}, {@code partition}, {@code offset} and
     * {@code timestamp}, and moves them forward. To set a property takes the lock, and what is read after that is what the last holder committed.
     *
     * @param label of the fences
     * @param rows  with {@code id}, {@code sink}, {@code topic}, {@code partition}, {@code offset} and {@code timestamp}; an
     *              offset that is null moves nothing
     */
    public static Statement advance(String label, List<Object> rows) {
        return new Statement(
                Clauses.UNWIND_ROWS + """
                        MERGE (f%s {id: row.id})
                        ON CREATE SET f.sink = row.sink, f.topic = row.topic, f.partition = row.partition
                        SET f.lockedAt = datetime()
                        WITH f, row, f.offset AS offset, f.timestamp AS timestamp
                        SET f.offset = CASE WHEN row.offset IS NULL OR row.offset < offset THEN offset ELSE row.offset END,
                            f.timestamp = CASE WHEN row.timestamp IS NULL OR row.timestamp < timestamp THEN timestamp
                                ELSE row.timestamp END
                        RETURN row.topic AS topic, row.partition AS partition, offset, timestamp""".formatted(Clauses.labels(List.of(label))), Clauses.batch(rows, Map.of()));
    }

    /** Returns {@code offset} of the fence with {@code $id}, or no row. */
    public static Statement offset(String label, String id) {
        return new Statement(
                "MATCH (f" + Clauses.labels(List.of(label)) + " {id: $id}) RETURN f.offset AS offset",
                Map.of("id", id));
    }
}
