package io.github.neo4jstreams.quarkus;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.StringHelper;

/**
 * Keeps the application's {@code Driver} bean from a component that was told where its servers are. Quarkus has such a bean
 * whether {@code quarkus.neo4j.uri} is set or not, Camel hands it to the component, and a driver wins over all else there.
 */
final class OwnServer extends LifecycleStrategySupport {

    private static final String PREFIX = "camel.component.neo4j-streams.";
    private static final String SERVER_URI = "serverUri";

    @Override
    public void onComponentAdd(String name, Component component) {
        if (component instanceof Neo4jStreamsComponent neo4j && hasServerUri(component.getCamelContext())) {
            // before the properties are applied: one that names a driver still does
            neo4j.setAutowiredEnabled(false);
            neo4j.getConfiguration().setDriver(null);
        }
    }

    private static boolean hasServerUri(CamelContext context) {
        return context
                .getPropertiesComponent()
                .loadProperties(name -> name.startsWith(PREFIX))
                .stringPropertyNames()
                .stream()
                .map(name -> StringHelper.dashToCamelCase(name.substring(PREFIX.length())))
                .anyMatch(SERVER_URI::equals);
    }
}
