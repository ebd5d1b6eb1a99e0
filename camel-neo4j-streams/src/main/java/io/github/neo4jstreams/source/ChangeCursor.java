package io.github.neo4jstreams.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where reading goes on in the change log. Within a transaction it remembers how many selected changes that has: what was
 * read before the cursor can't be counted again.
 *
 * @param changeId       the last change that was read
 * @param txId           its transaction; only with {@code events}
 * @param events         how many selected changes there are in that transaction; 0 if it isn't known
 * @param duringSnapshot whether the changes after it may have been committed while a snapshot was read
 */
record ChangeCursor(String changeId, long txId, long events, boolean duringSnapshot) {

    /** The server's ids have no blanks, so that a cursor without more is just an id. */
    private static final Pattern FORM = Pattern.compile("(\\S+)(?: (\\d{1,18}):(\\d{1,18}))?( during-snapshot)?");

    ChangeCursor(String changeId) {
        this(changeId, 0, 0, false);
    }

    static ChangeCursor parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new ChangeCursor(
                        matcher.group(1), number(matcher.group(2)), number(matcher.group(3)), matcher.group(4) != null)
                : new ChangeCursor(text);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    String print() {
        return changeId + (events == 0 ? "" : " " + txId + ":" + events) + (duringSnapshot ? " during-snapshot" : "");
    }

    boolean counts(long transaction) {
        return events > 0 && txId == transaction;
    }
}
