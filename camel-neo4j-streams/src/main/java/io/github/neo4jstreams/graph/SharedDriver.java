package io.github.neo4jstreams.graph;

import java.net.URI;
import java.util.stream.Collectors;
import org.neo4j.driver.BookmarkManager;
import org.neo4j.driver.BookmarkManagerConfig;
import org.neo4j.driver.BookmarkManagers;
import org.neo4j.driver.Driver;

/**
 * A driver and what its users share: bookmarks, so that what one of them wrote is what the next one reads, whichever member
 * answers; and the word about an outage, which is said once however many of them wait.
 *
 * @param driver    the driver
 * @param address   for logs and errors
 * @param direct    whether it stays with one server whatever the cluster says; unknown, and so false, for a given driver
 * @param bookmarks of all its sessions
 * @param outage    of the servers behind it
 */
record SharedDriver(Driver driver, String address, boolean direct, BookmarkManager bookmarks, Outage outage) {

    static SharedDriver created(ConnectionSettings settings) {
        String address = settings.seeds().stream().map(URI::toString).collect(Collectors.joining(","));
        return of(DriverFactory.create(settings), address, !settings.routing());
    }

    static SharedDriver given(Driver driver) {
        return of(driver, "the given driver", false);
    }

    private static SharedDriver of(Driver driver, String address, boolean direct) {
        return new SharedDriver(
                driver,
                address,
                direct,
                BookmarkManagers.defaultManager(BookmarkManagerConfig.builder().build()),
                new Outage(address));
    }
}
