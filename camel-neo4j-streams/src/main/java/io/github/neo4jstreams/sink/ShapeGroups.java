package io.github.neo4jstreams.sink;

import java.util.ArrayList;
import java.util.List;

/** The statements of one shape while a batch is planned, by their places in the plan. */
final class ShapeGroups {

    /** Actions that share a statement, by their numbers in the batch. */
    static final class Group {

        private final StatementShape shape;
        private final int place;
        private final List<Integer> actions = new ArrayList<>();

        private Group(StatementShape shape, int place) {
            this.shape = shape;
            this.place = place;
        }

        StatementShape shape() {
            return shape;
        }

        int place() {
            return place;
        }

        List<Integer> actions() {
            return actions;
        }
    }

    private final StatementShape shape;
    private final List<Group> groups = new ArrayList<>();

    ShapeGroups(StatementShape shape) {
        this.shape = shape;
    }

    Group open(int place) {
        Group group = new Group(shape, place);
        groups.add(group);
        return group;
    }

    /** The first one at this place or later; null if there is none. */
    Group from(int place) {
        int index = countBefore(place);
        return index == groups.size() ? null : groups.get(index);
    }

    /** The last one before this place; there is one. */
    Group before(int place) {
        return groups.get(countBefore(place) - 1);
    }

    private int countBefore(int place) {
        int low = 0;
        int high = groups.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (groups.get(middle).place < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
