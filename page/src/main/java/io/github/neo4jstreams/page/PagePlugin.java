package io.github.neo4jstreams.page;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Serves the page for as long as the context runs if the property {@code neo4j-streams.page} says where, and does nothing otherwise.
 * Found by Camel through {@code META-INF/services}.
 */
public final class PagePlugin implements ContextServicePlugin {

    /** Where the page is: {@code PORT} of this machine only, or {@code HOST:PORT}; port 0 is any that is free. */
    public static final String PROPERTY = "neo4j-streams.page";

    @Override
    public void load(CamelContext context) {
        // a runtime has its properties ready later than this
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStarting(CamelContext starting) throws VetoCamelContextStartException {
                serve(starting);
            }
        });
    }

    private static void serve(CamelContext context) throws VetoCamelContextStartException {
        String where = context.resolvePropertyPlaceholders("{{" + PROPERTY + ":}}");
        if (where.isBlank()) {
            return;
        }
        try {
            context.addService(new PageServer(context, PageAddress.parse(where.strip())));
        } catch (IllegalArgumentException e) {
            throw new VetoCamelContextStartException(e.getMessage(), e, context, true);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
