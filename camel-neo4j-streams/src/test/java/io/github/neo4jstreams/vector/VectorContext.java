package io.github.neo4jstreams.vector;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.camel.Neo4jStreamsEndpoint;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context whose component is connected to a server, and endpoints that a case describes. */
final class VectorContext implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Neo4jStreamsComponent component = new Neo4jStreamsComponent();

    VectorContext(Neo4jServer server) {
        component.getConfiguration().setServerUri(server.uri());
        if (!server.password().isEmpty()) {
            component.getConfiguration().setUsername(server.username());
            component.getConfiguration().setPassword(server.password());
        }
        context.addComponent("neo4j-streams", component);
        context.getShutdownStrategy().setTimeout(20);
        context.start();
    }

    DefaultCamelContext context() {
        return context;
    }

    /**
     * An endpoint that nobody else has. The component makes it and not the context, which would give the same one to
     * everybody who asks for the same path, whatever the options; in a map they need no notation of a URI either.
     */
    Endpoint endpoint(EndpointOptions options) throws Exception {
        return component.createEndpoint("neo4j-streams:" + options.strategy(), new HashMap<>(options.options()));
    }

    /** Adds an option that a case has not, if this version of the component knows it. */
    static EndpointOptions withDefault(EndpointOptions options, String name, String value) {
        String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        boolean known = Arrays.stream(Neo4jStreamsEndpoint.class.getMethods())
                .anyMatch(method -> method.getName().equals(setter));
        return known ? options.withDefaults(Map.of(name, value)) : options;
    }

    @Override
    public void close() {
        context.stop();
    }
}
