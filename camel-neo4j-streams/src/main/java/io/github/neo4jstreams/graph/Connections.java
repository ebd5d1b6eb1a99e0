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

    private final Map<ConnectionSettings, Counted> created = new HashMap<>();
    private final Map<Driver, SharedDriver> given = new HashMap<>();

    /** A connection that the caller must close. The driver is opened when it is the first one with these settings. */
    public synchronized Connection open(ConnectionSettings settings) {
        Counted counted = created.computeIfAbsent(settings, first -> new Counted(SharedDriver.created(first)));
        counted.users++;
        return new Connection(counted.driver, () -> release(settings));
    }

    /** A connection over somebody else's driver, which is never closed by us. */
    public synchronized Connection over(Driver driver) {
        SharedDriver shared = given.computeIfAbsent(Objects.requireNonNull(driver, "driver"), SharedDriver::given);
        return new Connection(shared, () -> {});
    }

    private void release(ConnectionSettings settings) {
        Driver unused = null;
        synchronized (this) {
            Counted counted = created.get(settings);
            if (--counted.users == 0) {
                created.remove(settings);
                unused = counted.driver.driver();
            }
        }
        if (unused != null) {
            // outside of the lock: it waits for connections to close
            unused.close();
        }
    }

    private static final class Counted {
        private final SharedDriver driver;
        private int users;

        Counted(SharedDriver driver) {
            this.driver = driver;
        }
    }
}
