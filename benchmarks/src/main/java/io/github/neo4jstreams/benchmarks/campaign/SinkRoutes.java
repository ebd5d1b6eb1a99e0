package io.github.neo4jstreams.benchmarks.campaign;

import io.github.neo4jstreams.testbed.JavaProcess;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.ConsumerGroupState;

/** The processes that run {@link RouteMain}: usually one, and for a while two. Used by one thread. */
final class SinkRoutes implements Routes {

    /** After which a group that doesn't come to terms is given up, in milliseconds. */
    private static final long PATIENCE = 120_000;

    private final RouteProcesses processes;
    private final Admin admin;
    private final String group;
    private JavaProcess current;

    /**
     * @param properties of each process
     * @param directory  of their logs
     */
    SinkRoutes(Map<String, String> properties, Path directory, Admin admin, String group) {
        this.processes = new RouteProcesses(properties, directory);
        this.admin = admin;
        this.group = group;
    }

    /** The one that stays when all faults are mended. */
    JavaProcess current() {
        return current;
    }

    void use(JavaProcess process) {
        current = process;
    }

    @Override
    public void begin() {
        use(start());
    }

    @Override
    public void refuseEnded() {
        if (!current.isRunning()) {
            throw new IllegalStateException("the route has ended by itself, see " + current.log());
        }
    }

    /** Starts one more process and doesn't wait for it. */
    JavaProcess start() {
        return processes.start("route-" + (processes.started() + 1), Map.of());
    }

    /** Ids of the group's members of the moment. */
    Set<String> members() throws Exception {
        return describe().members().stream().map(MemberDescription::consumerId).collect(Collectors.toSet());
    }

    /** Returns when others than these have all partitions among them. */
    void awaitWithout(Set<String> old) throws Exception {
        awaitStable(members -> members.stream().noneMatch(member -> old.contains(member.consumerId())));
    }

    /** Returns when some others have joined these. */
    void awaitJoined(Set<String> old) throws Exception {
        awaitStable(members -> members.stream().anyMatch(member -> !old.contains(member.consumerId())));
    }

    private void awaitStable(Predicate<Collection<MemberDescription>> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE * 1_000_000;
        while (true) {
            ConsumerGroupDescription found = describe();
            int assigned = found.members().stream()
                    .mapToInt(member -> member.assignment().topicPartitions().size())
                    .sum();
            if (found.state() == ConsumerGroupState.STABLE
                    && assigned == CampaignOptions.PARTITIONS
                    && condition.test(found.members())) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the group " + group + " doesn't come to terms: " + found);
            }
            Thread.sleep(200);
        }
    }

    private ConsumerGroupDescription describe() throws InterruptedException, ExecutionException {
        return admin.describeConsumerGroups(List.of(group))
                .describedGroups()
                .get(group)
                .get();
    }

    @Override
    public void stop() {
        current.stop();
    }

    @Override
    public void close() {
        processes.close();
    }
}
