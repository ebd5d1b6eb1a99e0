package io.github.neo4jstreams.sink.cud;

import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.SinkDefinition;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.sink.TargetServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Applies CUD commands, as Neo4j Streams and the Kafka Connect connector define them: one object a message, or an array of
 * them that is applied in order and as a whole.
 *
 * @param detachDeletes whether a delete of a node that has no {@code detach} deletes the node's relationships with it, as Neo4j
 *                      Streams does; if not, a node that has relationships is refused
 */
public record CudSink(boolean detachDeletes) implements SinkDefinition {

    @Override
    public SinkStrategy prepare(TargetServer server) {
        ServerVersion version = server.version();
        return message -> actions(message, version);
    }

    private List<GraphAction> actions(Message message, ServerVersion version) {
        Object value = message.value();
        if (value instanceof Map<?, ?> command) {
            return List.of(new Command(command, version, detachDeletes).action());
        }
        if (value instanceof List<?> commands) {
            List<GraphAction> actions = new ArrayList<>(commands.size());
            for (Object command : commands) {
                actions.add(oneOfMany(command, actions.size() + 1, commands.size(), version));
            }
            return actions;
        }
        throw new InvalidMessageException(
                value == null
                        ? "a tombstone says nothing to a sink of commands"
                        : "a command is an object or an array of objects");
    }

    private GraphAction oneOfMany(Object command, int number, int count, ServerVersion version) {
        try {
            if (command instanceof Map<?, ?> map) {
                return new Command(map, version, detachDeletes).action();
            }
            throw new InvalidMessageException("it is not an object");
        } catch (InvalidMessageException e) {
            throw new InvalidMessageException("command " + number + " of " + count + ": " + e.getMessage(), e);
        }
    }
}
