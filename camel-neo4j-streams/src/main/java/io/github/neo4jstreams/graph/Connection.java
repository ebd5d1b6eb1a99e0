package io.github.neo4jstreams.graph;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.neo4j.driver.BookmarkManager;
import org.neo4j.driver.Driver;

/** One user's hold on a driver. Thread-safe. */
public final class Connection implements AutoCloseable {

    private final SharedDriver shared;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Connection(SharedDriver shared, Runnable release) {
        this.shared = shared;
        this.release = release;
    }

    Driver driver() {
        return shared.driver();
    }

    BookmarkManager bookmarks() {
        return shared.bookmarks();
    }

    Outage outage() {
        return shared.outage();
    }

    boolean direct() {
        return shared.direct();
    }

    /** A server has accepted who we are. */
    void accepted() {
        if (shared.rotating() != null) {
            shared.rotating().accepted();
        }
    }

    /** An error to be waited out if somebody is changing our password, or else the same. */
    RuntimeException judged(RuntimeException error) {
        return shared.rotating() == null ? error : shared.rotating().judged(error);
    }

    TlsRefusals tls() {
        return shared.tls();
    }

    /** Held by whoever changes the schema: those who want the same must not wait for each other in the server. */
    Lock schema() {
        return shared.schema();
    }

    /** For logs and errors. */
    String address() {
        return shared.address();
    }

    /** Gives the driver back; it is closed when this was its last user. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
