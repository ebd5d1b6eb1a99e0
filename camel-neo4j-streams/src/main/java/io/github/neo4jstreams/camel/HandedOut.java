package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.source.Batch;
import io.github.neo4jstreams.source.Source;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was handed out and is still being worked on. The cursor moves over what is done in the order in which it was handed out, and
 * never past what isn't. Not thread-safe.
 */
final class HandedOut {

    private final Source source;
    private final Deque<Part> parts = new ArrayDeque<>();

    HandedOut(Source source) {
        this.source = source;
    }

    /** Records of a batch up to one of them. */
    final class Part {

        private final Batch batch;
        private final int end;
        private boolean done;

        private Part(Batch batch, int end) {
            this.batch = batch;
            this.end = end;
        }

        /** For good: the cursor moves as far as all before it is done as well. */
        void done() {
            done = true;
            // one that was taken back is not among them any more, and moves nothing
            while (!parts.isEmpty() && parts.peek().done) {
                Part first = parts.remove();
                source.processed(first.batch, first.end);
            }
        }

        /**
         * Takes it back, and all else that isn't done: it is read again.
         *
         * @return false if it was taken back before
         */
        boolean failed() {
            if (!parts.contains(this)) {
                return false;
            }
            takeBack();
            return true;
        }
    }

    Part add(Batch batch, int end) {
        Part part = new Part(batch, end);
        parts.add(part);
        source.passed(batch, end);
        return part;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Everything that isn't done is read again. */
    void takeBack() {
        parts.clear();
        source.rewind();
    }
}
