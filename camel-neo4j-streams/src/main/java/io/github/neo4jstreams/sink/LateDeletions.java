package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.sink.ShapeGroups.Group;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Moves the deletions of nodes to the end of a plan, or else as close to it as order allows. Within a transaction a server
 * copies the set of all nodes that it has deleted whenever it looks for one in an index
 * ({@code DefaultNodeValueIndexCursor.removed} of 5.26), so each deletion makes all lookups after it slower.
 */
final class LateDeletions {

    private final Map<StatementShape, ShapeGroups> shapes;
    /** By the numbers of things: the statement that is the first to touch it after the action that is looked at. */
    private final Group[] next;
    /** By the places of statements: before which place one that deletes has to stand. */
    private final int[] limits;
    /** The place of the first statement that may take relationships away from nodes that it doesn't touch. */
    private int nextDetaching;

    private LateDeletions(Map<StatementShape, ShapeGroups> shapes, int things, int groups) {
        this.shapes = shapes;
        this.next = new Group[things];
        this.limits = new int[groups];
        this.nextDetaching = groups;
        Arrays.fill(limits, groups);
    }

    /**
     * @param groups     the statements in their order
     * @param placed     which statement each of the actions is in
     * @param footprints of all the actions
     * @return the statements in their new order
     */
    static List<Group> move(
            List<Group> groups, Map<StatementShape, ShapeGroups> shapes, List<Group> placed, Footprints footprints) {
        List<Group> deleting = groups.stream().filter(LateDeletions::deletes).toList();
        if (deleting.isEmpty()) {
            return groups;
        }
        LateDeletions deletions = new LateDeletions(shapes, footprints.countOfThings(), groups.size());
        deleting.forEach(group -> group.actions().clear());
        for (int number = placed.size() - 1; number >= 0; number--) {
            deletions.back(number, placed.get(number), footprints.things(number));
        }
        deleting.forEach(group -> Collections.reverse(group.actions()));
        return groups.stream()
                .filter(group -> !group.actions().isEmpty())
                .sorted(Comparator.comparingInt(deletions::order))
                .toList();
    }

    private static boolean deletes(Group group) {
        return group.shape() instanceof NodeShape node && node.deletes();
    }

    /** A deletion stands just before what it must not be behind, everything else where it was. */
    private int order(Group group) {
        return deletes(group) ? 2 * limits[group.place()] : 2 * group.place() + 1;
    }

    /** Looks at an action; the last one of the batch comes first. */
    private void back(int number, Group group, int[] things) {
        Group now = group;
        if (deletes(group)) {
            now = latest((NodeShape) group.shape(), things);
            now.actions().add(number);
        }
        for (int thing : things) {
            if (next[thing] == null || now.place() < next[thing].place()) {
                next[thing] = now;
            }
        }
    }

    private Group latest(NodeShape shape, int[] things) {
        boolean detaches = shape.operation() == NodeShape.Operation.DETACH_DELETE;
        int limit = detaches ? limits.length : nextDetaching;
        int before = limit;
        for (int thing : things) {
            Group later = next[thing];
            if (later != null) {
                // what is deleted twice may be so in one statement
                before = Math.min(before, later.shape() == shape ? later.place() + 1 : later.place());
            }
        }
        Group latest = shapes.get(shape).before(before);
        for (int thing : things) {
            if (next[thing] != null && next[thing] != latest) {
                limit = Math.min(limit, next[thing].place());
            }
        }
        limits[latest.place()] = Math.min(limits[latest.place()], limit);
        if (detaches) {
            nextDetaching = Math.min(nextDetaching, latest.place());
        }
        return latest;
    }
}
