package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.MessageReader.Received;
import java.time.Duration;
import java.util.List;

/**
 * How many messages go into a transaction: never more than a limit, and otherwise as many as the server commits in about the
 * time that is wanted, and as many bytes. It doubles while transactions are much faster than that, and shrinks at once when one
 * is slower; a short exchange never waits for more. Thread-safe: all exchanges of an endpoint learn from each other.
 */
final class BatchSize {

    /** Before anything is known. */
    private static final int FIRST = 1000;

    private final int most;
    private final long mostBytes;
    private final Duration wanted;
    private volatile int current;

    private BatchSize(int first, int most, long mostBytes, Duration wanted) {
        this.current = first;
        this.most = most;
        this.mostBytes = mostBytes;
        this.wanted = wanted;
    }

    /** Always the same number of messages, however large they are and however long it takes. */
    static BatchSize fixed(int messages) {
        return new BatchSize(messages, messages, Long.MAX_VALUE, null);
    }

    /**
     * @param most      messages
     * @param mostBytes of their values as they came; a message that is larger goes alone
     * @param wanted    from the begin of a transaction to its commit
     */
    static BatchSize adaptive(int most, long mostBytes, Duration wanted) {
        return new BatchSize(Math.min(FIRST, most), most, mostBytes, wanted);
    }

    int current() {
        return current;
    }

    /** @return the end of the batch that begins there, at least one message further */
    int end(List<Received> messages, int from) {
        int end = Math.min(from + current, messages.size());
        if (mostBytes == Long.MAX_VALUE) {
            return end;
        }
        long bytes = 0;
        for (int i = from; i < end; i++) {
            bytes += bytes(messages.get(i).body());
            if (bytes > mostBytes) {
                return Math.max(i, from + 1);
            }
        }
        return end;
    }

    private static long bytes(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes.length;
        }
        // nobody knows how large anything else is
        return body instanceof CharSequence text ? text.length() : 0;
    }

    /**
     * Learns from a transaction.
     *
     * @param messages in it
     * @param took     from its begin to its commit, without what was tried before
     */
    void committed(int messages, Duration took) {
        if (wanted == null || messages == 0) {
            return;
        }
        if (took.compareTo(wanted) > 0) {
            current = Math.max(1, (int) Math.min(current, (long) messages * wanted.toNanos() / took.toNanos()));
        } else if (messages >= current && took.multipliedBy(2).compareTo(wanted) <= 0) {
            current = (int) Math.min(most, 2L * messages);
        }
    }
}
