package io.github.neo4jstreams.cypher;

import java.util.List;
import java.util.Map;

/**
 * Statements about keys that somebody has seen: nodes {@code {id, repository, key, claim, owner, claimedAt, confirmedAt}}.
 * Each takes the lock of its node before it compares.
 */
public final class KeyStatements {

    private KeyStatements() {}

    /**
     * Claims a key unless it is confirmed, or claimed by the same owner before, or by anybody within {@code patience}
     * milliseconds. Returns whether it did, as {@code claimed}; the same claim may be made again.
     */
    public static Statement claim(String label, Map<String, Object> parameters) {
        return new Statement("MERGE (k" + quoted(label) + " {id: $id})\n" + """
                        ON CREATE SET k.repository = $repository, k.key = $key
                        SET k.lockedAt = timestamp()
                        WITH k, k.confirmedAt IS NULL AND (k.claim IS NULL OR k.claim = $claim
                            OR k.owner <> $owner AND k.claimedAt + $patience <= timestamp()) AS claimed
                        SET k.claim = CASE WHEN claimed THEN $claim ELSE k.claim END,
                            k.owner = CASE WHEN claimed THEN $owner ELSE k.owner END,
                            k.claimedAt = CASE WHEN claimed THEN timestamp() ELSE k.claimedAt END
                        RETURN claimed""", parameters);
    }

    /** Returns a row if the key is confirmed, or claimed by the owner. */
    public static Statement known(String label, Map<String, Object> parameters) {
        return new Statement(
                "MATCH (k" + quoted(label)
                        + " {id: $id}) WHERE k.confirmedAt IS NOT NULL OR k.owner = $owner RETURN k.key",
                parameters);
    }

    /** Returns a row if there is such a key. */
    public static Statement confirm(String label, Map<String, Object> parameters) {
        return new Statement(
                "MATCH (k" + quoted(label) + " {id: $id}) SET k.confirmedAt = timestamp() RETURN k.key", parameters);
    }

    /** Returns a row if there was such a key. */
    public static Statement remove(String label, Map<String, Object> parameters) {
        return new Statement("MATCH (k" + quoted(label) + " {id: $id}) DELETE k RETURN 1 AS removed", parameters);
    }

    /** Deletes up to {@code $limit} keys of the repository and returns how many, as {@code removed}. */
    public static Statement clear(String label, Map<String, Object> parameters) {
        return new Statement(
                "MATCH (k" + quoted(label)
                        + " {repository: $repository}) WITH k LIMIT $limit DELETE k RETURN count(*) AS removed",
                parameters);
    }

    private static String quoted(String label) {
        return Clauses.labels(List.of(label));
    }
}
