package io.github.neo4jstreams.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Puts changes into a batch. One may become several records; the cursor is before or after all of them. */
final class ChangeBatch {

    private final List<SourceRecord> records = new ArrayList<>();

    /** How many records there are up to and with each change, and where to go on after it. */
    private final List<Integer> ends = new ArrayList<>();

    private final List<Supplier<String>> cursors = new ArrayList<>();

    /** @param cursor after this change; asked for only if the batch ends here */
    void add(List<SourceRecord> ofChange, Supplier<String> cursor) {
        if (!ofChange.isEmpty()) {
            records.addAll(ofChange);
            ends.add(records.size());
            cursors.add(cursor);
        }
    }

    /**
     * @param begin the cursor before the first change
     * @param end   after the last, and whatever was looked at without a record
     * @param atEnd whether there was nothing more to read
     */
    Batch build(String begin, String end, boolean atEnd) {
        return new Batch(
                List.copyOf(records), count -> count == records.size() ? end : cursorAfter(count, begin), atEnd);
    }

    private String cursorAfter(int count, String begin) {
        int found = Collections.binarySearch(ends, count);
        int changes = found < 0 ? -found - 1 : found + 1;
        return changes == 0 ? begin : cursors.get(changes - 1).get();
    }
}
