package io.github.neo4jstreams.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * The route that a producer works for. Within a Kamelet that is the one that calls it: the Kamelet's own neither knows whether
 * anybody still wants what is asked for, nor does it help to stop it, its caller would go on.
 */
final class CallingRoute {

    /** What Camel writes among the parameters of a route that it makes from a Kamelet. */
    private static final String PARENT = "parentRouteId";

    private CallingRoute() {}

    /** @param routeId of the producer, may be null */
    static String of(CamelContext context, String routeId) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        String id = routeId;
        while (id != null && model != null) {
            String caller = caller(model.getRouteDefinition(id));
            if (caller == null) {
                break;
            }
            id = caller;
        }
        return id;
    }

    private static String caller(RouteDefinition route) {
        boolean isCalled = route != null
                && Boolean.TRUE.equals(route.isKamelet())
                && route.getInput().getEndpointUri().startsWith("kamelet:");
        return isCalled && route.getTemplateParameters().get(PARENT) instanceof String parent ? parent : null;
    }
}
