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
 * {@link #uri()} never sees a member itself. Methods named like those of {@link BoltProxy} do the same to all of them.
 * Thread-safe.
 */
public final class BoltProxies implements AutoCloseable {
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

    /** {@link BoltProxy#cutBeforeCommit(int)} for {@code n} commits of all members together: who leads may change. */
    public CompletableFuture<Void> cutBeforeCommit(int n) {
        return cutBeforeCommit(n, transaction -> true);
    }

    /** {@link #cutBeforeCommit(int)} for those transactions only, e.g. {@code BoltTransaction::writes}. */
    public CompletableFuture<Void> cutBeforeCommit(int n, Predicate<BoltTransaction> which) {
        CommitFault fault = new CommitFault(n, which);
        each(proxy -> proxy.cutBeforeCommit(fault));
        return fault.done;
    }

    /** {@link BoltProxy#cutAfterCommit(int)} for {@code n} commits of all members together: who leads may change. */
    public CompletableFuture<Void> cutAfterCommit(int n) {
        return cutAfterCommit(n, transaction -> true);
    }

    /** {@link #cutAfterCommit(int)} for those transactions only, e.g. {@code BoltTransaction::writes}. */
    public CompletableFuture<Void> cutAfterCommit(int n, Predicate<BoltTransaction> which) {
        CommitFault fault = new CommitFault(n, which);
        each(proxy -> proxy.cutAfterCommit(fault));
        return fault.done;
    }

    /** {@link BoltProxy#refuse()} of all. */
    public void refuse() {
        each(BoltProxy::refuse);
    }

    /** {@link BoltProxy#accept()} of all. */
    public void accept() {
        each(BoltProxy::accept);
    }

    /** {@link BoltProxy#freeze()} of all. */
    public void freeze() {
        each(BoltProxy::freeze);
    }

    /** {@link BoltProxy#thaw()} of all. */
    public void thaw() {
        each(BoltProxy::thaw);
    }

    /** {@link BoltProxy#withoutWriter()} of all: there is a leader, and nobody is told. */
    public void withoutWriter() {
        each(BoltProxy::withoutWriter);
    }

    /** {@link BoltProxy#withWriter()} of all. */
    public void withWriter() {
        each(BoltProxy::withWriter);
    }

    /** {@link BoltProxy#commitsCutBefore()} of all together. */
    public long commitsCutBefore() {
        return sum(BoltProxy::commitsCutBefore);
    }

    /** {@link BoltProxy#commitsCutAfter()} of all together. */
    public long commitsCutAfter() {
        return sum(BoltProxy::commitsCutAfter);
    }

    /** {@link BoltProxy#tablesWithoutWriter()} of all together. */
    public long tablesWithoutWriter() {
        return sum(BoltProxy::tablesWithoutWriter);
    }

    /** {@link BoltProxy#writesRefused()} of all together. */
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
