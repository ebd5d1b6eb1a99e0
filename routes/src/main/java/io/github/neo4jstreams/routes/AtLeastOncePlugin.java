package io.github.neo4jstreams.routes;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds {@link AtLeastOnce} under its name, so that {@code routePolicy: atLeastOnce} is all a route needs, and warns of
 * routes that would lose batches without it. Found by Camel through {@code META-INF/services}.
 */
public final class AtLeastOncePlugin implements ContextServicePlugin {

    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOncePlugin.class);

    @Override
    public void load(CamelContext context) {
        if (context.getRegistry().lookupByName(AtLeastOnce.NAME) == null) {
            context.getRegistry().bind(AtLeastOnce.NAME, RoutePolicy.class, new AtLeastOnce());
        }
        context.addLifecycleStrategy(new Warner());
    }

    /** Looks at each route when it is about to start; once, however often it is started. */
    private static final class Warner extends LifecycleStrategySupport {
        private final Set<String> warned = ConcurrentHashMap.newKeySet();

        @Override
        public void onRoutesAdd(Collection<Route> routes) {
            routes.stream()
                    .filter(route -> losesBatches(route) && writesToGraph(route) && warned.add(route.getId()))
                    .forEach(route -> LOG.warn(
                            "Route {} reads batches from Kafka, and loses those that can't be written: add the line"
                                    + " 'routePolicy: {}' to it",
                            route.getId(),
                            AtLeastOnce.NAME));
        }

        private static boolean losesBatches(Route route) {
            return route.getEndpoint() instanceof KafkaEndpoint kafka
                    && kafka.getConfiguration().isBatching()
                    && route.getRoutePolicyList().stream().noneMatch(AtLeastOnce.class::isInstance);
        }

        private static boolean writesToGraph(Route route) {
            return route.getRoute() instanceof RouteDefinition definition
                    && writesToGraph(definition, route.getCamelContext());
        }

        /** By itself, or in a Kamelet that it calls: Camel has made a route of that one before it starts its caller. */
        private static boolean writesToGraph(RouteDefinition route, CamelContext context) {
            return uris(route).anyMatch(uri -> isGraph(uri, route, context))
                    || context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                            .filter(other -> isKameletOf(route, other))
                            .anyMatch(kamelet -> writesToGraph(kamelet, context));
        }

        private static boolean isGraph(String uri, RouteDefinition route, CamelContext context) {
            // what stands in a Kamelet's placeholders is known only while its route is made
            String resolved = Boolean.TRUE.equals(route.isKamelet()) ? uri : context.resolvePropertyPlaceholders(uri);
            return resolved.startsWith("neo4j-streams:");
        }

        private static boolean isKameletOf(RouteDefinition caller, RouteDefinition route) {
            return Boolean.TRUE.equals(route.isKamelet())
                    && caller.getRouteId().equals(route.getTemplateParameters().get("parentRouteId"));
        }

        @SuppressWarnings("rawtypes")
        private static Stream<String> uris(RouteDefinition route) {
            Collection<SendDefinition> sends =
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class);
            Collection<ToDynamicDefinition> dynamic =
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class);
            return Stream.concat(
                    sends.stream().map(SendDefinition::getEndpointUri),
                    dynamic.stream().map(ToDynamicDefinition::getUri));
        }
    }
}
