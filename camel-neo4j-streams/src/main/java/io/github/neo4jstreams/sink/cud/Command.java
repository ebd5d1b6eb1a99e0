package io.github.neo4jstreams.sink.cud;

import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.NodeAction;
import io.github.neo4jstreams.sink.NodeShape;
import io.github.neo4jstreams.sink.PropertyWrite;
import io.github.neo4jstreams.sink.RelationshipAction;
import io.github.neo4jstreams.sink.RelationshipShape;
import io.github.neo4jstreams.sink.RelationshipShape.End;
import io.github.neo4jstreams.sink.StoredProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One command. What is missing, unknown or misplaced is refused by name: it would otherwise be data that nobody wrote. */
final class Command {

    private enum Op {
        CREATE,
        UPDATE,
        MERGE,
        DELETE
    }

    private enum EndOp {
        MATCH,
        MERGE
    }

    private enum Type {
        NODE,
        RELATIONSHIP
    }

    /** {@code detach} is tolerated wherever it means nothing: producers send it with every command. */
    private static final Set<String> OF_A_NODE = Set.of("type", "op", "labels", "ids", "properties", "detach");

    private static final Set<String> OF_A_RELATIONSHIP =
            Set.of("type", "op", "rel_type", "from", "to", "ids", "properties", "detach");

    private static final Set<String> OF_AN_END = Set.of("op", "labels", "ids");

    private final CudObject fields;
    private final ServerVersion version;
    private final boolean detachDeletes;

    /** @param detachDeletes what a delete of a node does that has no {@code detach} */
    Command(Map<?, ?> fields, ServerVersion version, boolean detachDeletes) {
        this.fields = new CudObject("the command", fields);
        this.version = version;
        this.detachDeletes = detachDeletes;
    }

    GraphAction action() {
        Type type = constant(Type.class, "type", fields, null);
        Op op = constant(Op.class, "op", fields, null);
        fields.refuseAllBut(type == Type.NODE ? OF_A_NODE : OF_A_RELATIONSHIP);
        if (op == Op.CREATE && fields.has("ids")) {
            throw new InvalidMessageException(
                    "'ids' finds what is there and means nothing on create; write it into 'properties'");
        }
        return type == Type.NODE ? node(op) : relationship(op);
    }

    private NodeAction node(Op op) {
        List<String> labels = fields.labels();
        boolean detach = fields.flag("detach", detachDeletes);
        if (op == Op.CREATE) {
            return new NodeAction(NodeShape.create(labels), List.of(), properties());
        }
        Ids ids = Ids.of(fields, version);
        NodeShape shape =
                switch (op) {
                    case UPDATE -> NodeShape.update(ids.node(labels));
                    case MERGE -> NodeShape.merge(ids.nodeToMerge(labels), PropertyWrite.ADD);
                    default -> NodeShape.delete(ids.node(labels), detach);
                };
        return new NodeAction(shape, ids.values(), shape.properties() == PropertyWrite.NONE ? Map.of() : properties());
    }

    private RelationshipAction relationship(Op op) {
        String relType = fields.name("rel_type");
        fields.flag("detach", false);
        CudObject from = end("from");
        CudObject to = end("to");
        Ids fromIds = Ids.of(from, version);
        Ids toIds = Ids.of(to, version);
        Ids ids = fields.has("ids") ? Ids.of(fields, version) : Ids.NONE;
        if (op == Op.MERGE) {
            ids.refuseInternalOnMerge();
        }
        RelationshipShape shape = new RelationshipShape(
                RelationshipShape.Operation.valueOf(op.name()),
                end(from, fromIds, op),
                relType,
                ids.identity(),
                ids.keys(),
                end(to, toIds, op),
                switch (op) {
                    case CREATE -> PropertyWrite.REPLACE;
                    case DELETE -> PropertyWrite.NONE;
                    default -> PropertyWrite.ADD;
                });
        return new RelationshipAction(
                shape, fromIds.values(), toIds.values(), ids.values(), op == Op.DELETE ? Map.of() : properties());
    }

    private CudObject end(String name) {
        CudObject end = fields.object(name);
        end.refuseAllBut(OF_AN_END);
        return end;
    }

    private static End end(CudObject end, Ids ids, Op op) {
        List<String> labels = end.labels();
        if (constant(EndOp.class, "op", end, EndOp.MATCH) == EndOp.MATCH) {
            return End.matched(ids.node(labels));
        }
        if (op == Op.UPDATE || op == Op.DELETE) {
            throw new InvalidMessageException("'op' of " + end + " is merge, but "
                    + op.name().toLowerCase(Locale.ROOT) + " makes no nodes; leave it out or write match");
        }
        return End.merged(ids.nodeToMerge(labels));
    }

    private Map<String, Object> properties() {
        return fields.has("properties")
                ? StoredProperties.of(
                        "'properties'", fields.object("properties").map())
                : Map.of();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name, CudObject in, E otherwise) {
        if (otherwise != null && !in.has(name)) {
            return otherwise;
        }
        String text = in.text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new InvalidMessageException("'" + name + "' of " + in + " is '" + text + "'; it can be "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
