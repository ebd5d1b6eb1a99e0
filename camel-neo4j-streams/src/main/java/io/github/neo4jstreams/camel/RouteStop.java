package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ErrorClass;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a route that can't do its work until somebody mends its configuration: one line says why, and its health is DOWN. */
final class RouteStop {

    private static final Logger LOG = LoggerFactory.getLogger(RouteStop.class);

    private RouteStop() {}

    /**
     * @param routeId null for a producer outside of routes, which then fails exchange by exchange
     * @param stopped called once the route is stopped, maybe from another thread, or if it isn't there yet
     */
    static void of(CamelContext context, String routeId, String endpoint, RuntimeException cause, Runnable stopped) {
        if (routeId == null || context.getRoute(routeId) == null) {
            LOG.error("{} can't work: {}", endpoint, ErrorClass.oneLine(cause));
            if (routeId != null) {
                stopped.run();
            }
            return;
        }
        LOG.error("Route {} is stopped, {} can't work: {}", routeId, endpoint, ErrorClass.oneLine(cause));
        // from a thread of its own: a route can't wait for the thread that stops it
        Thread stopper = new Thread(
                () -> {
                    stop(context, routeId, cause);
                    stopped.run();
                },
                "Neo4jStreams-stop-" + routeId);
        stopper.setDaemon(true);
        stopper.start();
    }

    private static void stop(CamelContext context, String routeId, RuntimeException cause) {
        try {
            context.getRouteController().stopRoute(routeId, cause);
        } catch (Exception e) {
            LOG.warn("Route {} could not be stopped: {}", routeId, e.getMessage());
        }
    }
}
