package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.Graph;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.service.ServiceSupport;

/** A bean of a route's author that uses the connection of the component. */
abstract class GraphBean extends ServiceSupport implements CamelContextAware {

    private CamelContext camelContext;
    private String component = "neo4j-streams";
    private Graph graph;

    /** @throws IllegalArgumentException naming the property that is missing */
    final void require(String property, String value, String why) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "The property '" + property + "' of the bean " + getClass().getName() + " is missing: " + why);
        }
    }

    /** A graph that is closed when the bean is stopped. */
    final Graph openGraph() {
        Neo4jStreamsComponent neo4j = camelContext.getComponent(component, Neo4jStreamsComponent.class);
        graph = neo4j.openGraph(neo4j.getConfiguration(), () -> !isRunAllowed() || camelContext.isStopping());
        return graph;
    }

    @Override
    protected void doStop() {
        if (graph != null) {
            graph.close();
            graph = null;
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    public String getComponent() {
        return component;
    }

    /** Name of the component whose connection is used; default {@code neo4j-streams}. */
    public void setComponent(String component) {
        this.component = component;
    }
}
