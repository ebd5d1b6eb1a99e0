package io.github.neo4jstreams.benchmarks.campaign;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** The change log of the server, as an administrator who is short of disk space has it. */
final class SourceLog {

    private static final String LOST = "Neo.ClientError.ChangeDataCapture.InvalidIdentifier";

    private final Driver driver;

    SourceLog(Driver driver) {
        this.driver = driver;
    }

    /** Id before the first change that is left. */
    String earliest() {
        return id("earliest");
    }

    /** Id after the last change. */
    String current() {
        return id("current");
    }

    private String id(String which) {
        return run("CALL db.cdc." + which + "()", Map.of()).get(0).get("id").asString();
    }

    /** What is committed from now on is in a new file. */
    void rotate() {
        run("CALL cdcfixture.rotate()", Map.of());
    }

    /**
     * Deletes all files before the one in which the last transaction is.
     *
     * @param lost a cursor that this has to lose
     * @throws IllegalStateException if the server still knows it, and so hasn't deleted anything
     */
    void prune(String lost) {
        run("CALL cdcfixture.prune()", Map.of());
        try {
            run("CALL db.cdc.query($from, []) YIELD id RETURN id LIMIT 1", Map.of("from", lost));
        } catch (Neo4jException e) {
            if (LOST.equals(e.code())) {
                return;
            }
            throw e;
        }
        throw new IllegalStateException("the log wasn't pruned, the server still knows " + lost);
    }

    /**
     * Notes in the graph where each key is, for who wants to know what was in a log that nobody could read. Nothing may be
     * committed between this and the beginning of the snapshot that is to stand for it.
     */
    void mark() {
        run("""
                OPTIONAL MATCH (i:Item)
                WITH collect(i.key) AS keys, collect(i.seq) AS seqs
                OPTIONAL MATCH (g:Gone)
                WITH keys, seqs, collect(g.key) AS goneKeys, collect(g.seq) AS goneSeqs
                CREATE (:Pruned {at: timestamp(), keys: keys, seqs: seqs, goneKeys: goneKeys, goneSeqs: goneSeqs})
                """, Map.of());
    }

    private List<Record> run(String cypher, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            return session.run(cypher, parameters).list();
        }
    }
}
