package io.github.neo4jstreams.camel;

import java.util.List;

/**
 * Where a batch ends: after so many messages, or before they have too many bytes. A short exchange never waits for more.
 * Thread-safe.
 *
 * @param messages  of a batch; learns from the transactions
 * @param mostBytes of their values as they came; a message that is larger goes alone
 */
record BatchSize(AdaptiveSize messages, long mostBytes) {

    /** Always the same number of messages, however large they are. */
    static BatchSize fixed(int messages) {
        return new BatchSize(AdaptiveSize.fixed(messages), Long.MAX_VALUE);
    }

    /** @return the end of the batch that begins there, at least one message further */
    int end(List<Received> all, int from) {
        int end = Math.min(from + messages.current(), all.size());
        if (mostBytes == Long.MAX_VALUE) {
            return end;
        }
        long bytes = 0;
        for (int i = from; i < end; i++) {
            bytes += all.get(i).message().size();
            if (bytes > mostBytes) {
                return Math.max(i, from + 1);
            }
        }
        return end;
    }
}
