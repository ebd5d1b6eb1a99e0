package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.option.KnownOptions;
import io.github.neo4jstreams.camel.option.OptionValues;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/** What the generated sources know about the options. Camel finds this as a service, and it then watches over the routes. */
public final class Neo4jStreamsOptions implements ContextServicePlugin {

    static final KnownOptions KNOWN = new KnownOptions(
            "neo4j-streams", new Neo4jStreamsEndpointUriFactory(), new Neo4jStreamsEndpointConfigurer());
    static final OptionValues VALUES = new OptionValues(KNOWN);

    @Override
    public void load(CamelContext camelContext) {
        VALUES.install(camelContext);
    }

    /** Camel asks the application's class loader, or else the system's, which in some containers sees neither of us. */
    static void requireLoaded(CamelContext camelContext) {
        if (!VALUES.isInstalled(camelContext)) {
            throw new IllegalStateException("Camel has not found " + Neo4jStreamsOptions.class.getName()
                    + ", without which texts in routes may change on their way to neo4j-streams. Before the context starts,"
                    + " call: new Neo4jStreamsOptions().load(camelContext)");
        }
    }
}
