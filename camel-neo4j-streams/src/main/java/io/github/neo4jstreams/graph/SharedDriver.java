package io.github.neo4jstreams.graph;

import java.net.URI;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.neo4j.driver.AuthTokenManager;
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
 * @param rotating  credentials in a file; null without
 * @param tls       explains what is wrong with TLS
 * @param schema    held by whoever changes the schema
 */
record SharedDriver(
        Driver driver,
        String address,
        boolean direct,
        BookmarkManager bookmarks,
        Outage outage,
        RotatingCredentials rotating,
        TlsRefusals tls,
        Lock schema) {

    static SharedDriver created(ConnectionSettings settings) {
        if (settings.credentials() instanceof Credentials.FromFile file) {
            RotatingCredentials rotating = file.rotating(System::nanoTime);
            return created(settings, rotating, rotating);
        }
        AuthTokenManager managed = settings.credentials() instanceof Credentials.Managed given ? given.manager() : null;
        return created(settings, managed, null);
    }

    private static SharedDriver created(
            ConnectionSettings settings, AuthTokenManager manager, RotatingCredentials rotating) {
        String address = settings.seeds().stream().map(URI::toString).collect(Collectors.joining(","));
        return new SharedDriver(
                DriverFactory.create(settings, manager),
                address,
                !settings.routing(),
                newBookmarks(),
                new Outage(address),
                rotating,
                new TlsRefusals(address, settings.encryption()),
                new ReentrantLock());
    }

    static SharedDriver given(Driver driver) {
        String address = "the given driver";
        return new SharedDriver(
                driver,
                address,
                false,
                newBookmarks(),
                new Outage(address),
                null,
                new TlsRefusals(address, Encryption.BY_SCHEME),
                new ReentrantLock());
    }

    private static BookmarkManager newBookmarks() {
        return BookmarkManagers.defaultManager(BookmarkManagerConfig.builder().build());
    }
}
