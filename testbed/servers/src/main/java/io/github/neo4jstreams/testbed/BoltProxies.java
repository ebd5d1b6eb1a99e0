package io.github.neo4jstreams.testbed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A {@link BoltProxy} in front of each member of a cluster. Routing tables name the proxies, so a driver that was given
 * {@link #uri()} never sees a member itself. Faults happen to all of them; the commits of a cut are counted together, since
 * who leads may change. Thread-safe.
 */
public final class BoltProxies implements BoltFaults, AutoCloseable {
    private final List<BoltProxy> proxies = new ArrayList<>();

    /** In front of the servers with these {@code HOST:PORT}. */
    BoltProxies(List<String> servers) {
        Map<String, Integer> ports = new HashMap<>();
        Map<String, String> addresses = new HashMap<>();
        for (String server : servers) {
            int port = Servers.freePort();
            ports.put(server, port);
            addresses.put(server, server.substring(0, server.lastIndexOf(':') + 1) + port);
        }
        try {
            for (String server : servers) {
                proxies.add(new BoltProxy(server, ports.get(server), addresses));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Puts proxies in front of a cluster, which may be a shared one: who doesn't use {@link #uri()} doesn't notice. To
     * be closed by the caller, and of no use when the cluster is closed.
     */
    public static BoltProxies of(CausalCluster cluster) {
        return new BoltProxies(
                cluster.members().stream().map(CausalCluster.Member::address).toList());
    }

    /** {@code neo4j://HOST:PORT} of the first member's proxy. */
    public String uri() {
        return proxies.get(0).uri();
    }

    /** {@code neo4j://HOST:PORT,HOST:PORT,HOST:PORT}: all proxies, for software that takes a list. */
    public String seedUri() {
        return "neo4j://"
                + String.join(",", proxies.stream().map(BoltProxy::address).toList());
    }

    /** All of them, in the order of the members. */
    public List<BoltProxy> all() {
        return List.copyOf(proxies);
    }

    /** The one in front of that member. */
    public BoltProxy of(CausalCluster.Member member) {
        return proxies.get(member.index());
    }

    @Override
    public CompletableFuture<Void> cutBeforeCommit(int n, Predicate<BoltTransaction> which) {
        CommitFault fault = new CommitFault(n, which);
        each(proxy -> proxy.cutBeforeCommit(fault));
        return fault.done;
    }

    @Override
    public CompletableFuture<Void> cutAfterCommit(int n, Predicate<BoltTransaction> which) {
        CommitFault fault = new CommitFault(n, which);
        each(proxy -> proxy.cutAfterCommit(fault));
        return fault.done;
    }

    @Override
    public void refuse() {
        each(BoltProxy::refuse);
    }

    @Override
    public void accept() {
        each(BoltProxy::accept);
    }

    @Override
    public void freeze() {
        each(BoltProxy::freeze);
    }

    @Override
    public void thaw() {
        each(BoltProxy::thaw);
    }

    @Override
    public void withoutWriter() {
        each(BoltProxy::withoutWriter);
    }

    @Override
    public void withWriter() {
        each(BoltProxy::withWriter);
    }

    @Override
    public long commitsCutBefore() {
        return sum(BoltProxy::commitsCutBefore);
    }

    @Override
    public long commitsCutAfter() {
        return sum(BoltProxy::commitsCutAfter);
    }

    @Override
    public long tablesWithoutWriter() {
        return sum(BoltProxy::tablesWithoutWriter);
    }

    @Override
    public long writesRefused() {
        return sum(BoltProxy::writesRefused);
    }

    private void each(Consumer<BoltProxy> what) {
        proxies.forEach(what);
    }

    private long sum(ToLongFunction<BoltProxy> counter) {
        return proxies.stream().mapToLong(counter).sum();
    }

    /** Closes all connections and stops listening. */
    @Override
    public void close() {
        each(BoltProxy::close);
    }
}
