package io.github.neo4jstreams.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where reading goes on in the change log. Within a transaction it remembers how many selected changes that has: what was
 * read before the cursor can't be counted again.
 *
 * @param changeId the last change that was read
 * @param txId     its transaction; only with {@code events}
 * @param events   how many selected changes there are in that transaction; 0 if it isn't known
 */
record ChangeCursor(String changeId, long txId, long events) {

    /** The server's ids have no blanks, so that a cursor without more is just an id. */
    private static final Pattern WITHIN_TRANSACTION = Pattern.compile("(\\S+) (\\d{1,18}):(\\d{1,18})");

    ChangeCursor(String changeId) {
        this(changeId, 0, 0);
    }

    static ChangeCursor parse(String text) {
        Matcher matcher = WITHIN_TRANSACTION.matcher(text);
        return matcher.matches()
                ? new ChangeCursor(matcher.group(1), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)))
                : new ChangeCursor(text);
    }

    String print() {
        return events == 0 ? changeId : changeId + " " + txId + ":" + events;
    }

    boolean counts(long transaction) {
        return events > 0 && txId == transaction;
    }
}
