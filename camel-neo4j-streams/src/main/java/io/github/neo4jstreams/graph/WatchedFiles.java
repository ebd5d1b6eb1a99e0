package io.github.neo4jstreams.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small files that somebody replaces while we run, as Kubernetes does with mounted secrets. Their texts are compared, not their
 * times: a mounted secret is a chain of links, and what was copied may have the time of the original. Never printed.
 * Thread-safe.
 */
final class WatchedFiles {

    /** How soon a change is seen at the latest, for whoever asks all the time. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private final List<Path> files;
    private final String name;
    private final LongSupplier nanoTime;
    private List<String> texts;
    private long lookedAt;
    private boolean unreadable;

    /** @param name for logs: options with their values */
    WatchedFiles(String name, List<Path> files, LongSupplier nanoTime) {
        this.name = name;
        this.files = List.copyOf(files);
        this.nanoTime = nanoTime;
    }

    /** The texts as they are, or were a second ago; null if they could never be read. */
    synchronized List<String> texts() {
        if (texts == null || nanoTime.getAsLong() - lookedAt >= LOOK.toNanos()) {
            look();
        }
        return texts;
    }

    /** The texts as they are now; those before it if they can't be read, which happens while somebody replaces them. */
    synchronized List<String> look() {
        lookedAt = nanoTime.getAsLong();
        try {
            List<String> now = new ArrayList<>();
            for (Path file : files) {
                now.add(Files.readString(file, StandardCharsets.UTF_8));
            }
            texts = now;
            unreadable = false;
        } catch (IOException e) {
            if (!unreadable) {
                unreadable = true;
                LOG.warn(
                        "{} can't be read ({}); going on with what was in it",
                        name,
                        e.getClass().getSimpleName());
            }
        }
        return texts;
    }

    /** For logs and errors. */
    String name() {
        return name;
    }
}
