package io.github.neo4jstreams.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.Driver;

/** What a cluster of processes and one of containers have in common. */
abstract class AbstractCluster implements CausalCluster {
    private final List<Member> members;
    private final AuthToken auth;
    private final Graph graph;
    private final BoltProxies proxies; // null if not wanted

    AbstractCluster(List<Member> members, AuthToken auth, boolean proxied) {
        this.members = List.copyOf(members);
        this.auth = auth;
        List<String> addresses = members.stream().map(Member::address).toList();
        this.graph = new Graph("neo4j://" + addresses.get(0), auth, Set.copyOf(addresses));
        this.proxies = proxied ? new BoltProxies(addresses) : null;
    }

    final CausalCluster started() {
        try {
            heal();
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public final List<Member> members() {
        return members;
    }

    @Override
    public final String uri() {
        return proxies != null ? proxies.uri() : "neo4j://" + members.get(0).address();
    }

    @Override
    public final String seedUri() {
        return proxies != null
                ? proxies.seedUri()
                : "neo4j://" + members.stream().map(Member::address).collect(Collectors.joining(","));
    }

    @Override
    public final BoltProxies proxies() {
        if (proxies == null) {
            throw new IllegalStateException("no proxies: start the cluster with builder().proxied()");
        }
        return proxies;
    }

    @Override
    public final AuthToken auth() {
        return auth;
    }

    @Override
    public final Member awaitLeader(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Map<Role, List<Member>> roles = roles();
            List<Member> leaders = roles.getOrDefault(Role.LEADER, List.of());
            if (leaders.size() == 1) {
                return leaders.get(0);
            }
            if (System.nanoTime() > deadline) {
                throw new ServerFailedException("no leader within " + timeout + ": " + roles);
            }
            ServerProcess.pause();
        }
    }

    @Override
    public final List<Member> followers() {
        return roles().getOrDefault(Role.FOLLOWER, List.of());
    }

    private Map<Role, List<Member>> roles() {
        List<Future<Role>> roles =
                members.stream().map(m -> Patience.start(m::role)).toList();
        return members.stream().collect(Collectors.groupingBy(m -> {
            try {
                return roles.get(m.index()).get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                return Role.UNREACHABLE;
            }
        }));
    }

    @Override
    public final Driver driver() {
        return graph.driver();
    }

    @Override
    public final List<Map<String, Object>> execute(String cypher, Map<String, Object> parameters) {
        return graph.executeWrite(cypher, parameters);
    }

    @Override
    public final void wipe() {
        graph.wipe();
    }

    @Override
    public final void heal() {
        members.forEach(member -> {
            if (member.isRunning()) {
                member.thaw();
            }
        });
        // all at once: none of them is ready before the others
        List<Future<Void>> starts = new ArrayList<>();
        for (Member member : members) {
            starts.add(Patience.start(() -> {
                member.start();
                member.awaitReady(Duration.ofSeconds(60));
                return null;
            }));
        }
        for (Future<Void> start : starts) {
            try {
                start.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerFailedException("interrupted while starting a cluster", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
        awaitLeader(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        if (proxies != null) {
            proxies.close();
        }
        graph.close();
        members.forEach(Member::close);
    }
}
