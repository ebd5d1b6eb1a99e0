package io.github.neo4jstreams.source;

import io.github.neo4jstreams.event.ChangeEvent;
import java.util.List;
import java.util.Objects;

/** Which records travel together, and so are acknowledged together. */
public enum GroupBy {
    /** Each by itself. */
    CHANGE {
        @Override
        public int end(List<SourceRecord> records, int from) {
            return from + 1;
        }
    },
    /** The changes of a transaction. What a snapshot reads belongs to none, and travels as {@link #POLL} has it. */
    TRANSACTION {
        @Override
        public int end(List<SourceRecord> records, int from) {
            int end = from + 1;
            while (end < records.size()
                    && Objects.equals(transaction(records.get(from)), transaction(records.get(end)))) {
                end++;
            }
            return end;
        }

        private static Long transaction(SourceRecord record) {
            return record.change().map(ChangeEvent::txId).orElse(null);
        }
    },
    /** All that was read at once. */
    POLL {
        @Override
        public int end(List<SourceRecord> records, int from) {
            return records.size();
        }
    };

    /**
     * Where a group ends.
     *
     * @param from index of its first record
     * @return index after its last
     */
    public abstract int end(List<SourceRecord> records, int from);
}
