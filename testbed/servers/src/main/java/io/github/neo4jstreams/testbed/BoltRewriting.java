package io.github.neo4jstreams.testbed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The few messages that don't reach the other side as they were sent. */
final class BoltRewriting {
    /** What servers say to a write in a transaction that was begun for reading. */
    private static final String REFUSED_WRITE = "Neo.ClientError.Statement.AccessMode";

    private static final String NOT_A_LEADER = "Neo.ClientError.Cluster.NotALeader";

    private BoltRewriting() {}

    /**
     * An answer with a routing table in which other addresses take the place of those that are known by a proxy.
     *
     * @param writer whether the table may name a writer
     */
    static BoltMessage table(BoltMessage message, Map<String, String> addresses, boolean writer) {
        PackStream.Structure structure = message.structure();
        List<Object> fields = new ArrayList<>();
        structure.fields().forEach(field -> fields.add(table(field, addresses, writer)));
        return BoltMessage.of(new PackStream.Structure(structure.signature(), fields));
    }

    private static Object table(Object value, Map<String, String> addresses, boolean writer) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object element : list) {
                if (writer || !(element instanceof Map<?, ?> servers && "WRITE".equals(servers.get("role")))) {
                    copy.add(table(element, addresses, writer));
                }
            }
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(
                    key,
                    key.equals("addresses") && element instanceof List<?> list
                            ? list.stream()
                                    .map(address -> addresses.getOrDefault(address, (String) address))
                                    .toList()
                            : table(element, addresses, writer)));
            return copy;
        }
        return value;
    }

    /**
     * A BEGIN or RUN for writing, as one for reading: so it is the server that refuses what a follower would. Empty if
     * it is for reading already.
     */
    @SuppressWarnings("unchecked")
    static Optional<BoltMessage> forReading(BoltMessage message) {
        PackStream.Structure structure = message.structure();
        List<Object> fields = new ArrayList<>(structure.fields());
        int last = fields.size() - 1;
        Map<String, Object> extra = new LinkedHashMap<>((Map<String, Object>) fields.get(last));
        if ("r".equals(extra.put("mode", "r"))) {
            return Optional.empty();
        }
        fields.set(last, extra);
        return Optional.of(BoltMessage.of(new PackStream.Structure(structure.signature(), fields)));
    }

    /**
     * A follower's failure in place of one that says that writes aren't allowed; empty if it says something else. Its
     * GQL status remains what it was.
     */
    @SuppressWarnings("unchecked")
    static Optional<BoltMessage> notALeader(BoltMessage failure) {
        Map<String, Object> what = new LinkedHashMap<>((Map<String, Object>) failure.firstField());
        String code = what.containsKey("code") ? "code" : "neo4j_code"; // the latter since 5.7
        if (!REFUSED_WRITE.equals(what.get(code))) {
            return Optional.empty();
        }
        what.put(code, NOT_A_LEADER);
        what.put("message", "No write operations are allowed on this member: it isn't the leader (says a proxy)");
        return Optional.of(BoltMessage.of(new PackStream.Structure(BoltMessage.FAILURE, List.of(what))));
    }
}
