package io.github.neo4jstreams.benchmarks.campaign;

/** Keeps the timeline while a campaign runs, in a thread of its own. Thread-safe. */
final class Pauses implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 100;

    private final Progress progress;
    private final Feed feed;
    private final Timeline timeline = new Timeline();
    private final long begin = System.nanoTime();
    private final Thread thread = new Thread(this::watch, "pauses");

    Pauses(Progress progress, Feed feed) {
        this.progress = progress;
        this.feed = feed;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The time of the timeline, in milliseconds. */
    long now() {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean backlog() {
        return feed.acknowledged() > progress.committed();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            synchronized (timeline) {
                timeline.add(now(), progress.written(), backlog());
            }
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Ends the watch, and says what was seen. */
    Timeline timeline() throws InterruptedException {
        close();
        thread.join();
        synchronized (timeline) {
            timeline.add(now(), progress.written(), backlog());
            timeline.end(now(), backlog());
            return timeline;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
