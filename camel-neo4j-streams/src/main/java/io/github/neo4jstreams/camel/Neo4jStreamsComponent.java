package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.camel.option.OptionValues;
import io.github.neo4jstreams.graph.Connection;
import io.github.neo4jstreams.graph.Connections;
import io.github.neo4jstreams.graph.Graph;
import io.github.neo4jstreams.graph.GraphListener;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;

/** The {@code neo4j-streams} component: holds what its endpoints share, the drivers. */
@Component("neo4j-streams")
public class Neo4jStreamsComponent extends HealthCheckComponent {

    @Metadata(description = "Connection settings that endpoints begin with.")
    private Neo4jStreamsConfiguration configuration = new Neo4jStreamsConfiguration();

    private final Connections connections = new Connections();

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        Neo4jStreamsOptions.requireLoaded(getCamelContext());
    }

    /** The text of an option must not change on its way; see {@link OptionValues}. */
    @Override
    public boolean useRawUri() {
        return true;
    }

    @Override
    public Endpoint createEndpoint(String uri, Map<String, Object> properties) throws Exception {
        OptionValues values = Neo4jStreamsOptions.VALUES;
        return properties == null || properties.isEmpty()
                ? super.createEndpoint(values.encode(uri, false), properties)
                : super.createEndpoint(values.encode(uri, true), values.encode(properties));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Strategy strategy = Strategy.named(remaining);
        parameters.keySet().forEach(Neo4jStreamsOptions.KNOWN::refuseUnknown);
        parameters.keySet().forEach(strategy::refuseForeign);
        Neo4jStreamsOptions.VALUES.decode(getCamelContext(), parameters);
        Neo4jStreamsEndpoint endpoint =
                new Neo4jStreamsEndpoint(uri, this, strategy, getConfiguration().copy());
        endpoint.setParameters(StrategyOptions.scalars(parameters, "param."));
        endpoint.setTxMetadata(StrategyOptions.scalars(parameters, "txMetadata."));
        endpoint.setSelectors(PropertiesHelper.extractProperties(parameters, "select."));
        endpoint.setSelectTxMetadata(StrategyOptions.scalars(parameters, "selectTxMetadata."));
        Neo4jStreamsOptions.VALUES.setTexts(endpoint, getEndpointPropertyConfigurer(), parameters);
        setProperties(endpoint, parameters);
        endpoint.validate();
        return endpoint;
    }

    /**
     * A graph of its own over a driver that is shared by all with the same settings; whoever asks must close it.
     *
     * @param unwanted whether whoever asks has stopped, and nobody is to wait for a server any more
     */
    Graph openGraph(Neo4jStreamsConfiguration with, BooleanSupplier unwanted) {
        return openGraph(with, unwanted, GraphListener.NONE);
    }

    /** @param listener is told what becomes of the transactions */
    Graph openGraph(Neo4jStreamsConfiguration with, BooleanSupplier unwanted, GraphListener listener) {
        Connection connection = with.getDriver() != null
                ? connections.over(with.getDriver())
                : connections.open(with.toConnectionSettings());
        return new Graph(connection, with.toGraphSettings(), unwanted, listener);
    }

    public Neo4jStreamsConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(Neo4jStreamsConfiguration configuration) {
        this.configuration = configuration;
    }
}
