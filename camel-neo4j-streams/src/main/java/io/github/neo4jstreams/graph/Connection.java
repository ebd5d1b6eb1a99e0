package io.github.neo4jstreams.graph;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.neo4j.driver.BookmarkManager;
import org.neo4j.driver.BookmarkManagerConfig;
import org.neo4j.driver.BookmarkManagers;
import org.neo4j.driver.Driver;

/**
 * One user's hold on a driver. All connections over one driver share a bookmark manager, so that what one of them wrote is
 * what the next one reads, whichever member answers.
 */
public final class Connection implements AutoCloseable {

    /** What the users of a driver share. */
    record Base(Driver driver, BookmarkManager bookmarks) {
        Base(Driver driver) {
            this(
                    driver,
                    BookmarkManagers.defaultManager(
                            BookmarkManagerConfig.builder().build()));
        }
    }

    private final Base base;
    private final ConnectionSettings settings;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Connection(Base base, ConnectionSettings settings, Runnable release) {
        this.base = base;
        this.settings = settings;
        this.release = release;
    }

    Driver driver() {
        return base.driver();
    }

    BookmarkManager bookmarks() {
        return base.bookmarks();
    }

    /** Whether the driver stays with one server whatever the cluster says; unknown, and so false, for a given driver. */
    boolean direct() {
        return settings != null && !settings.routing();
    }

    /** For logs and errors. */
    String address() {
        return settings == null
                ? "the given driver"
                : settings.seeds().stream().map(URI::toString).collect(Collectors.joining(","));
    }

    /** Gives the driver back; it is closed when this was its last user. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
