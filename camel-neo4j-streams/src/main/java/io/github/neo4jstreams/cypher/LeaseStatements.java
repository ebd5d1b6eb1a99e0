package io.github.neo4jstreams.cypher;

import java.util.List;
import java.util.Map;

/**
 * Statements about leases: nodes {@code {name, holder, token, expiresAt, renewedAt}}, times in milliseconds since 1970 by the
 * server's clock, so that those of its clients need not agree. Each takes the lock of its node before it compares.
 */
public final class LeaseStatements {

    private LeaseStatements() {}

    /**
     * Takes the lease {@code $name} for {@code $holder} and {@code $duration} milliseconds from now, if it is free, has
     * expired, or is the holder's already. Returns whether it did as {@code held}, and {@code holder} and {@code token} as they are
     * now. A new holder counts the token up. A lease that stays another's is written back as it was, which leaves no trace in
     * the server's log.
     */
    public static Statement acquire(String label, Map<String, Object> parameters) {
        return new Statement("MERGE (l" + quoted(label) + " {name: $name})\n" + """
                        SET l.locked = true
                        WITH l, timestamp() AS now, coalesce(l.holder = $holder, false) AS ours
                        WITH l, now, ours, ours OR l.holder IS NULL OR coalesce(l.expiresAt, 0) <= now AS held
                        SET l.token = CASE WHEN held AND NOT ours THEN coalesce(l.token, 0) + 1 ELSE l.token END,
                            l.holder = CASE WHEN held THEN $holder ELSE l.holder END,
                            l.expiresAt = CASE WHEN held THEN now + $duration ELSE l.expiresAt END,
                            l.renewedAt = CASE WHEN held THEN now ELSE l.renewedAt END
                        REMOVE l.locked
                        RETURN held, l.holder AS holder, l.token AS token""", parameters);
    }

    /** Frees the lease {@code $name} if it is {@code $holder}'s; the token stays. */
    public static Statement release(String label, Map<String, Object> parameters) {
        return new Statement("MATCH (l" + quoted(label) + " {name: $name})\n" + """
                        SET l.locked = true
                        WITH l, coalesce(l.holder = $holder, false) AS ours
                        SET l.holder = CASE WHEN ours THEN null ELSE l.holder END,
                            l.expiresAt = CASE WHEN ours THEN null ELSE l.expiresAt END
                        REMOVE l.locked
                        RETURN ours""", parameters);
    }

    private static String quoted(String label) {
        return Clauses.labels(List.of(label));
    }
}
