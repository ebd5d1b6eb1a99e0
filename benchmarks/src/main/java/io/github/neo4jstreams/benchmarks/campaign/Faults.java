package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.BoltFaults;
import io.github.neo4jstreams.testbed.BoltTransaction;
import io.github.neo4jstreams.testbed.JavaProcess;
import io.github.neo4jstreams.testbed.KafkaServer;
import io.github.neo4jstreams.testbed.Server;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * All kinds of faults that a campaign can have, by their names and in the order in which they were added. Add those of other
 * tools with {@link #add(Fault)}. Used by one thread.
 */
final class Faults {

    /** How long something is dead or frozen, in milliseconds. */
    private static final long DEAD = 2_000;

    private static final long FROZEN = 8_000;

    /** More than {@code retryTimeout} in {@code campaign/sink.yaml}, in milliseconds. */
    private static final long LONGER_THAN_RETRIES = 14_000;

    /** More than {@code maxPollIntervalMs} there. */
    private static final long LONGER_THAN_POLLS = 22_000;

    /** Within which there is a commit, as long as there are records, in milliseconds. */
    private static final long SOON = 60_000;

    /** How long two routes run beside each other, in milliseconds. */
    private static final long TOGETHER = 3_000;

    private final Map<String, Fault> faults = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if there is one of that name */
    Faults add(Fault fault) {
        if (faults.putIfAbsent(fault.kind(), fault) != null) {
            throw new IllegalArgumentException("there is a fault " + fault.kind() + " already");
        }
        return this;
    }

    private Faults add(String kind, Fault.Injector injector) {
        return add(Fault.of(kind, injector));
    }

    Collection<Fault> all() {
        return List.copyOf(faults.values());
    }

    /**
     * Those that are asked for, all if none is.
     *
     * @throws IllegalArgumentException if one of them doesn't exist
     */
    List<String> kinds(Set<String> only) {
        if (!faults.keySet().containsAll(only)) {
            throw new IllegalArgumentException("campaign.kinds is " + only + "; it can name " + faults.keySet());
        }
        return faults.keySet().stream()
                .filter(kind -> only.isEmpty() || only.contains(kind))
                .toList();
    }

    /** Whoever takes the writes is killed, freezes, or is restarted. */
    Faults ofDatabase(Database database) {
        String writer = database.writerName();
        add("kill " + writer, () -> {
            Server victim = database.writer();
            victim.kill();
            database.awaitWriterOtherThan(victim);
            Thread.sleep(DEAD);
            database.heal();
        });
        add("freeze " + writer, () -> {
            Server victim = database.writer();
            victim.freeze();
            try {
                database.awaitWriterOtherThan(victim);
                Thread.sleep(FROZEN);
            } finally {
                victim.thaw();
            }
            database.heal();
        });
        return add("restart " + writer, () -> {
            Server victim = database.writer();
            victim.stop();
            database.heal();
        });
    }

    /** Connections break where it hurts most, or don't come about, or nobody takes writes. */
    Faults ofWire(BoltFaults wire) {
        add("cut before commit", () -> happened(wire.cutBeforeCommit(1, BoltTransaction::writes)));
        add("cut after commit", () -> happened(wire.cutAfterCommit(1, BoltTransaction::writes)));
        add("refuse connections", () -> {
            wire.refuse();
            try {
                Thread.sleep(FROZEN);
            } finally {
                wire.accept();
            }
        });
        add("freeze connections", () -> {
            wire.freeze();
            try {
                Thread.sleep(FROZEN);
            } finally {
                wire.thaw();
            }
        });
        return add("no writer", () -> {
            wire.withoutWriter();
            try {
                Thread.sleep(LONGER_THAN_RETRIES);
            } finally {
                wire.withWriter();
            }
        });
    }

    private static void happened(Future<Void> cut) throws Exception {
        try {
            cut.get(SOON, TimeUnit.MILLISECONDS);
        } finally {
            cut.cancel(false);
        }
    }

    /** The only broker is away for a while; what it was told has to be there when it is back. */
    Faults ofBroker(KafkaServer kafka) {
        add("restart broker", kafka::restart);
        return add("kill broker", () -> {
            kafka.kill();
            Thread.sleep(DEAD);
            kafka.start();
        });
    }

    /** The process that runs the route. */
    Faults ofRoutes(SinkRoutes routes) {
        add("kill route", () -> {
            routes.current().kill();
            routes.use(routes.start());
        });
        add("zombie route", () -> {
            JavaProcess zombie = routes.current();
            Set<String> members = routes.members();
            long frozen = System.nanoTime();
            zombie.freeze();
            try {
                JavaProcess heir = routes.start();
                routes.use(heir);
                routes.awaitWithout(members);
                Thread.sleep(Math.max(
                        TOGETHER, LONGER_THAN_POLLS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - frozen)));
            } finally {
                zombie.thaw();
            }
            // time to finish what it believes to be its work
            Thread.sleep(TOGETHER);
            zombie.kill();
        });
        return add("rebalance", () -> {
            JavaProcess old = routes.current();
            Set<String> members = routes.members();
            JavaProcess joining = routes.start();
            routes.use(joining);
            routes.awaitJoined(members);
            Thread.sleep(TOGETHER);
            old.stop();
        });
    }
}
