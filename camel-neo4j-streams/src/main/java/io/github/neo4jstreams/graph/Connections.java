package io.github.neo4jstreams.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.neo4j.driver.Driver;

/**
 * The drivers of a component: one for each distinct setting, however many endpoints ask, closed when the last of them
 * gives it back. Thread-safe.
 */
public final class Connections {

    private final Map<ConnectionSettings, SharedDriver> shared = new HashMap<>();
    private final Map<Driver, Connection> foreign = new HashMap<>();

    /** A connection that the caller must close. The driver is opened when it is the first one with these settings. */
    public synchronized Connection open(ConnectionSettings settings) {
        SharedDriver driver = shared.get(settings);
        if (driver == null) {
            driver = new SharedDriver(DriverFactory.create(settings));
            shared.put(settings, driver);
        }
        driver.users++;
        return new Connection(driver.connection, settings, () -> release(settings));
    }

    /** A connection over somebody else's driver, which is never closed by us. */
    public synchronized Connection over(Driver driver) {
        // kept, so that all endpoints over this driver also share their bookmarks
        return foreign.computeIfAbsent(
                Objects.requireNonNull(driver, "driver"),
                given -> new Connection(new Connection.Base(given), null, () -> {}));
    }

    private void release(ConnectionSettings settings) {
        Driver unused = null;
        synchronized (this) {
            SharedDriver driver = shared.get(settings);
            if (--driver.users == 0) {
                shared.remove(settings);
                unused = driver.connection.driver();
            }
        }
        if (unused != null) {
            unused.close();
        }
    }

    private static final class SharedDriver {
        private final Connection.Base connection;
        private int users;

        SharedDriver(Driver driver) {
            this.connection = new Connection.Base(driver);
        }
    }
}
