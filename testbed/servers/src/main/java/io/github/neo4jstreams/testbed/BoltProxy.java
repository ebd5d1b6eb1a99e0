package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network between clients and one Neo4j server that fails on request: Bolt 3 and later, without TLS.
 *
 * <p>Routing tables that pass through it name the proxy where they named the server, so a routing driver that was given
 * {@link #uri()} stays here. Use {@link BoltProxies} for a cluster. The server may be stopped, killed and started again
 * behind it; as long as there is none, connections end at once.
 *
 * <p>What is asked for counts from the return of the method on. Counters only ever grow, and what a client has seen has
 * been counted. Thread-safe.
 */
public final class BoltProxy implements BoltFaults, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoltProxy.class);

    private final String host;
    private final int port;
    private final InetSocketAddress server;
    private final Map<String, String> addresses;
    private final ServerSocket listener;

    private final List<CommitFault> faultsBefore = new CopyOnWriteArrayList<>();
    private final List<CommitFault> faultsAfter = new CopyOnWriteArrayList<>();
    private final Set<BoltConnection> open = new HashSet<>();
    private boolean refusing;
    private boolean frozen;
    private volatile boolean writer = true;

    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong connectionsRefused = new AtomicLong();
    private final AtomicLong commitsCutBefore = new AtomicLong();
    private final AtomicLong commitsCutAfter = new AtomicLong();
    private final AtomicLong tablesWithoutWriter = new AtomicLong();
    private final AtomicLong writesRefused = new AtomicLong();

    /**
     * Opens a proxy.
     *
     * @param server {@code HOST:PORT} of the server
     * @param port where to listen on the loopback interface
     * @param addresses {@code HOST:PORT} of servers, and of the proxies that routing tables are to name instead
     */
    BoltProxy(String server, int port, Map<String, String> addresses) {
        URI uri = URI.create("bolt://" + server);
        this.host = uri.getHost();
        this.port = port;
        this.server = new InetSocketAddress(host, uri.getPort());
        this.addresses = Map.copyOf(addresses);
        try {
            this.listener = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        startThread(this + " connections", this::acceptAll);
    }

    /**
     * Puts a proxy in front of a server, which may be a shared one: who doesn't use {@link #uri()} doesn't notice.
     * To be closed by the caller, and of no use when the server is closed.
     */
    public static BoltProxy of(Neo4jServer server) {
        return of(URI.create(server.boltUri()).getAuthority(), Servers.freePort());
    }

    static BoltProxy of(String server, int port) {
        String host = server.substring(0, server.lastIndexOf(':'));
        return new BoltProxy(server, port, Map.of(server, host + ":" + port));
    }

    /** {@code HOST:PORT} of the proxy. */
    public String address() {
        return host + ":" + port;
    }

    /** {@code neo4j://HOST:PORT}. */
    public String uri() {
        return "neo4j://" + address();
    }

    /** {@code bolt://HOST:PORT}. */
    public String boltUri() {
        return "bolt://" + address();
    }

    @Override
    public CompletableFuture<Void> cutBeforeCommit(int n, Predicate<BoltTransaction> which) {
        return cutBeforeCommit(new CommitFault(n, which));
    }

    CompletableFuture<Void> cutBeforeCommit(CommitFault fault) {
        faultsBefore.add(fault);
        return fault.done;
    }

    @Override
    public CompletableFuture<Void> cutAfterCommit(int n, Predicate<BoltTransaction> which) {
        return cutAfterCommit(new CommitFault(n, which));
    }

    CompletableFuture<Void> cutAfterCommit(CommitFault fault) {
        faultsAfter.add(fault);
        return fault.done;
    }

    @Override
    public void refuse() {
        synchronized (this) {
            refusing = true;
        }
        closeConnections();
        LOG.info("{} refuses connections", this);
    }

    @Override
    public synchronized void accept() {
        refusing = false;
        LOG.info("{} accepts connections", this);
    }

    @Override
    public synchronized void freeze() {
        frozen = true;
        LOG.info("{} frozen", this);
    }

    @Override
    public synchronized void thaw() {
        frozen = false;
        notifyAll();
        LOG.info("{} thawed", this);
    }

    @Override
    public void withoutWriter() {
        writer = false;
        LOG.info("{} has no writer", this);
    }

    @Override
    public void withWriter() {
        writer = true;
        LOG.info("{} has a writer", this);
    }

    /** How many connections have been accepted, closed ones included. */
    public long connections() {
        return connections.get();
    }

    /** How many connections are open. */
    public synchronized int openConnections() {
        return open.size();
    }

    /** How many connections have been closed at once because of {@link #refuse()}. */
    public long connectionsRefused() {
        return connectionsRefused.get();
    }

    @Override
    public long commitsCutBefore() {
        return commitsCutBefore.get();
    }

    @Override
    public long commitsCutAfter() {
        return commitsCutAfter.get();
    }

    @Override
    public long tablesWithoutWriter() {
        return tablesWithoutWriter.get();
    }

    @Override
    public long writesRefused() {
        return writesRefused.get();
    }

    /** Closes all connections and stops listening. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (this) {
                refusing = true;
            }
            closeConnections();
        }
    }

    private void closeConnections() {
        Set<BoltConnection> all;
        synchronized (this) {
            all = Set.copyOf(open);
            notifyAll(); // frozen ones, too
        }
        all.forEach(BoltConnection::close);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                take(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("{} couldn't accept a connection", this, e);
                }
            }
        }
    }

    private void take(Socket client) throws IOException {
        BoltConnection connection = new BoltConnection(this, client);
        synchronized (this) {
            if (!refusing) {
                open.add(connection);
                connections.incrementAndGet();
                connection.start(server);
                return;
            }
        }
        connectionsRefused.incrementAndGet();
        client.close();
    }

    /** Returns when bytes may pass, at once if the connection is closed: it will notice by itself. */
    synchronized void awaitThaw(BoltConnection connection) {
        while (frozen && !connection.isClosed()) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    synchronized void ended(BoltConnection connection) {
        open.remove(connection);
        notifyAll(); // its other direction may be frozen
    }

    boolean hasWriter() {
        return writer;
    }

    Optional<CommitFault> faultBefore(BoltTransaction transaction) {
        return fault(faultsBefore, transaction);
    }

    Optional<CommitFault> faultAfter(BoltTransaction transaction) {
        return fault(faultsAfter, transaction);
    }

    private static Optional<CommitFault> fault(List<CommitFault> faults, BoltTransaction transaction) {
        faults.removeIf(fault -> fault.done.isDone());
        return faults.stream().filter(fault -> fault.take(transaction)).findFirst();
    }

    BoltMessage routingTable(BoltMessage message) {
        boolean named = writer;
        if (!named) {
            tablesWithoutWriter.incrementAndGet();
        }
        return BoltRewriting.table(message, addresses, named);
    }

    void countCutBefore() {
        commitsCutBefore.incrementAndGet();
        LOG.info("{} cuts a connection before COMMIT", this);
    }

    void countCutAfter() {
        commitsCutAfter.incrementAndGet();
        LOG.info("{} cuts a connection after COMMIT", this);
    }

    void countWriteRefused() {
        writesRefused.incrementAndGet();
    }

    static void startThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public String toString() {
        return "proxy " + address();
    }
}
