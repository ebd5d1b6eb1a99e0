package io.github.neo4jstreams.migrate.translate;

import java.util.List;

/** What the strategies did that few knew, said where it applies. */
final class PatternTraps {

    private PatternTraps() {}

    /** @param older whether it is the plugin or the 4.x connector */
    static void say(Work work, List<Route> sinks, boolean older) {
        boolean wipes = sinks.stream()
                .anyMatch(route -> Boolean.FALSE.equals(route.options().get("mergeNodeProperties"))
                        || Boolean.FALSE.equals(route.options().get("mergeRelationshipProperties")));
        if (wipes) {
            work.findings.add(
                    Severity.TRAP,
                    "A pattern removes the properties that a record doesn't have, and a pattern for relationships those of both nodes,"
                            + " down to what the pattern names. So it was, and so it is with mergeNodeProperties: false and"
                            + " mergeRelationshipProperties: false. Without these lines the properties stay");
        }
        if (older && has(sinks, "pattern")) {
            work.findings.add(
                    Severity.TRAP,
                    "A record without the keys of its pattern was passed over in silence. Here it can't be written: it goes to"
                            + " deadLetter, or its partition stands still. Set onInvalid: SKIP to pass over it");
        }
        if (older && has(sinks, "cypher")) {
            work.findings.add(
                    Severity.TRAP,
                    "Tombstones and values that aren't maps were left out before the query saw them. The routes leave out tombstones"
                            + " too; other values are event, as they are");
        }
        if (has(sinks, "cypher")) {
            work.findings.add(
                    Severity.TRAP,
                    "A query could read for all records of a batch before it wrote for the first. Here each record sees what those"
                            + " before it did. A query that doesn't compile stops its route; run EXPLAIN with each on the new server");
        }
        if (older && has(sinks, "cud")) {
            work.findings.add(
                    Severity.DEFAULT,
                    "A delete command without detach deletes the relationships of the node as well, detach was true. The routes have"
                            + " detachDeletes: true for it; without that line a node with relationships is refused");
        }
        if (has(sinks, "cud") || has(sinks, "cdc-schema")) {
            work.findings.add(
                    Severity.TRAP,
                    "A relationship whose nodes aren't there did nothing. Here it is refused, and goes to deadLetter or stops its"
                            + " partition");
        }
        if (has(sinks, "cdc-source-id")) {
            work.findings.add(
                    Severity.TRAP,
                    "Nodes are found by the id that the source gave them. The plugin's events have numbers, change data capture has"
                            + " element ids: when the source of these topics is migrated too, it would make every node a second time."
                            + " Empty this graph then, and let the new source begin with startFrom=snapshot");
        }
    }

    private static boolean has(List<Route> sinks, String strategy) {
        return sinks.stream().anyMatch(route -> route.strategy().equals(strategy));
    }
}
