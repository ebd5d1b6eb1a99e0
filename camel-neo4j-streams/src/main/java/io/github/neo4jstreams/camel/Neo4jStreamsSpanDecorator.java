package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ErrorClass;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * What spans of {@code camel-telemetry} tell about this component, in OpenTelemetry's words for databases. Neither statements nor
 * options, values or messages of errors: these may quote what is nobody's business. Found by itself.
 */
public final class Neo4jStreamsSpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "neo4j-streams";
    }

    @Override
    public String getComponentClassName() {
        return Neo4jStreamsComponent.class.getName();
    }

    /** Like {@code neo4j-streams cypher}. */
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return endpoint instanceof Neo4jStreamsEndpoint neo4j
                ? getComponent() + " " + neo4j.getStrategy()
                : getComponent();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-neo4j-streams");
        span.setTag("db.system.name", "neo4j");
        if (endpoint instanceof Neo4jStreamsEndpoint neo4j) {
            span.setTag("db.operation.name", neo4j.getStrategy());
            tag(span, "db.namespace", neo4j.getConfiguration().getDatabase());
        }
        // what was read says so from the beginning
        tag(span, "db.namespace", exchange.getMessage().getHeader(Neo4jStreamsConstants.DATABASE));
        if (exchange.getMessage().getBody() instanceof List<?> list && list.size() > 1) {
            span.setTag("db.operation.batch.size", String.valueOf(list.size()));
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        tag(span, "db.namespace", exchange.getMessage().getHeader(Neo4jStreamsConstants.DATABASE));
        String member = exchange.getProperty(Neo4jStreamsConstants.MEMBER, String.class);
        if (member != null) {
            int colon = member.lastIndexOf(':');
            tag(span, "server.address", colon < 0 ? member : member.substring(0, colon));
            tag(span, "server.port", colon < 0 ? null : member.substring(colon + 1));
        }
        if (exchange.isFailed()) {
            span.setError(true);
            tag(span, "error.type", exchange.getException() == null ? null : ErrorClass.name(exchange.getException()));
        }
    }

    private static void tag(Span span, String name, Object value) {
        if (value != null) {
            span.setTag(name, value.toString());
        }
    }
}
