package io.github.neo4jstreams.routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of a route from Kafka: what Camel's own check says, and DOWN as long as a consumer is connected to no broker.
 * Camel's check would look for that in a private field of Kafka's own consumer, which it doesn't find in ours.
 */
final class BrokerHealthCheck extends AbstractHealthCheck {

    private final HealthCheck camels;
    private final RereadingClients clients;

    BrokerHealthCheck(HealthCheck camels, RereadingClients clients, CamelContext context) {
        super(camels.getGroup(), camels.getId());
        this.camels = camels;
        this.clients = clients;
        setCamelContext(context);
        setEnabled(camels.isEnabled());
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Result result = camels.call(options);
        builder.details(result.getDetails());
        builder.state(result.getState());
        result.getMessage().ifPresent(builder::message);
        result.getError().ifPresent(builder::error);
        if (result.getState() == State.UP && clients.isOneAlone()) {
            builder.down().message("KafkaConsumer is not connected to any broker");
        }
    }
}
