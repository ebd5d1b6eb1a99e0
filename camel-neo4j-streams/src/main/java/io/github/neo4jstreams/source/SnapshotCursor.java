package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.EntityType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a snapshot has come.
 *
 * @param changeId where the change log ended when it began: what was committed since is read after it
 * @param entities what is being read: first nodes, then relationships
 * @param next     number of the entity to go on with
 * @param last     number of the last one that there was
 */
record SnapshotCursor(String changeId, EntityType entities, long next, long last) {

    /** The server's ids have no blanks, and are one word. */
    private static final Pattern FORM =
            Pattern.compile("snapshot (\\S+) (NODE|RELATIONSHIP) (\\d{1,18})/(-1|\\d{1,18})");

    /** Empty if the text is the cursor of somebody who reads changes. */
    static Optional<SnapshotCursor> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new SnapshotCursor(
                        matcher.group(1),
                        EntityType.valueOf(matcher.group(2)),
                        Long.parseLong(matcher.group(3)),
                        Long.parseLong(matcher.group(4))))
                : Optional.empty();
    }

    String print() {
        return "snapshot " + changeId + " " + entities + " " + next + "/" + last;
    }

    SnapshotCursor at(long number) {
        return new SnapshotCursor(changeId, entities, number, last);
    }

    boolean isAtEnd() {
        return next > last;
    }
}
