package io.github.neo4jstreams.it;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.testbed.Neo4jServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with YAML routes, as a user would run them. */
final class Routes implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Neo4jStreamsComponent component = new Neo4jStreamsComponent();

    private Routes(String uri, String username, String password) {
        component.getConfiguration().setServerUri(uri);
        if (password != null && !password.isEmpty()) {
            component.getConfiguration().setUsername(username);
            component.getConfiguration().setPassword(password);
        }
        context.addComponent("neo4j-streams", component);
        context.getShutdownStrategy().setTimeout(20);
    }

    static Routes to(Neo4jServer neo4j) {
        return new Routes(neo4j.uri(), neo4j.username(), neo4j.password());
    }

    static Routes to(String uri) {
        return new Routes(uri, null, null);
    }

    Routes configured(Consumer<Neo4jStreamsComponent> settings) {
        settings.accept(component);
        return this;
    }

    Routes bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    /** Adds routes and starts what is not started. */
    Routes yaml(String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString("routes-" + System.nanoTime() + ".yaml", yaml);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        context.start();
        return this;
    }

    CamelContext context() {
        return context;
    }

    ProducerTemplate template() {
        return context.createProducerTemplate();
    }

    /** Headers from names and values in turn. */
    static Map<String, Object> headers(Object... namesAndValues) {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @Override
    public void close() {
        context.stop();
    }
}
