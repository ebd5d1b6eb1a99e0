package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import java.util.List;
import java.util.function.ToIntFunction;

/** Servers that nobody has to start. */
public final class Servers {

    private Servers() {}

    public static TargetServer of(String version) {
        return of(version, candidates -> 0);
    }

    public static TargetServer of(String version, ToIntFunction<List<Statement>> firstThatCompiles) {
        return new TargetServer() {
            @Override
            public ServerVersion version() {
                return ServerVersion.parse(version);
            }

            @Override
            public int firstThatCompiles(List<Statement> candidates) {
                return firstThatCompiles.applyAsInt(candidates);
            }
        };
    }
}
