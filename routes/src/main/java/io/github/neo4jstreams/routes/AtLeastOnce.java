package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.camel.ExchangeTraces;
import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a route from Kafka read a batch again, in order, until it is written, and commit it only then.
 *
 * <pre>{@code
 * - route:
 *     routePolicy: atLeastOnce
 *     from:
 *       uri: kafka:people
 *       parameters: { groupId: graph }
 *       steps:
 *         - to: neo4j-streams:cypher?...
 * }</pre>
 *
 * <p>A batch is what one poll of Kafka returns, at most {@code maxPollRecords}; unless that is set, no more than what is
 * written in about five seconds. It is written when its exchange completes
 * without an exception and isn't marked for rollback; a failure the route handles (a dead letter channel) counts as written.
 * Settings that would lose records are refused by name when the route starts. One instance serves any number of routes.
 */
public final class AtLeastOnce extends RoutePolicySupport {

    /** The name under which routes find this policy, see {@link AtLeastOncePlugin}. */
    public static final String NAME = "atLeastOnce";

    private static final Logger LOG = LoggerFactory.getLogger(AtLeastOnce.class);

    /** @throws IllegalArgumentException naming the route, the setting and the cure */
    @Override
    public void onInit(Route route) {
        super.onInit(route);
        if (!(route.getEndpoint() instanceof KafkaEndpoint endpoint)) {
            throw new IllegalArgumentException("Route " + route.getId() + ": " + NAME
                    + " needs a route from kafka, not from " + route.getEndpoint());
        }
        if (endpoint.getKafkaClientFactory() instanceof RereadingClients) {
            // by another route from the same endpoint
            return;
        }
        KafkaSettings settings = KafkaSettings.of(endpoint, route.getId());
        settings.refuseWhatLoses();
        KafkaSettings.Polls polls = settings.polls();
        KafkaConfiguration kafka = endpoint.getConfiguration();
        settings.makeSafe();
        endpoint.setKafkaClientFactory(RereadingClients.of(endpoint, polls));
        LOG.info(
                "Route {} commits what it has written, up to {} records of {} at a time",
                route.getId(),
                kafka.getMaxPollRecords(),
                kafka.getTopic());
    }

    /** Camel's own check can't look into our clients, see {@link BrokerHealthCheck}. */
    @Override
    public void onStart(Route route) {
        if (route.getConsumer() instanceof HealthCheckAware consumer
                && route.getEndpoint() instanceof KafkaEndpoint endpoint
                && endpoint.getKafkaClientFactory() instanceof RereadingClients clients) {
            HealthCheck camels = consumer.getHealthCheck();
            if (camels != null && !(camels instanceof BrokerHealthCheck)) {
                consumer.setHealthCheck(new BrokerHealthCheck(camels, clients, route.getCamelContext()));
            }
        }
    }

    /**
     * Waits for the exchange with a {@link Synchronization}, not with {@link #onExchangeDone}: Camel doesn't call that one
     * while it stops, and an asynchronous step takes the synchronization along.
     */
    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        List<RereadingConsumer.Batch> batches = batches(exchange.getMessage().getBody());
        if (batches.isEmpty()) {
            return;
        }
        // of those that Camel had kept, what is read again is not to be written now
        Optional<RereadingConsumer.Batch> current =
                batches.stream().filter(RereadingConsumer.Batch::take).findFirst();
        List<Exchange> records = current.<List<Exchange>>map(
                        batch -> new KafkaRecordBatch(batch.records(), (KafkaConsumer) route.getConsumer(), exchange))
                .orElse(List.of());
        exchange.getMessage().setBody(records);
        ExchangeTraces.goOn(exchange);
        if (exchange.getContext().isAllowUseOriginalMessage() && exchange.getUnitOfWork() != null) {
            exchange.getUnitOfWork().getOriginalInMessage().setBody(records);
        }
        current.ifPresent(batch -> {
            exchange.setProperty(Neo4jStreamsConstants.SENT_AGAIN, true);
            exchange.getExchangeExtension().addOnCompletion(new Report(batch));
        });
    }

    private static List<RereadingConsumer.Batch> batches(Object body) {
        return body instanceof List<?> elements
                ? elements.stream()
                        .map(element -> element instanceof Exchange one
                                ? one.getMessage().getBody()
                                : null)
                        .filter(RereadingConsumer.Batch.class::isInstance)
                        .map(RereadingConsumer.Batch.class::cast)
                        .toList()
                : List.of();
    }

    private record Report(RereadingConsumer.Batch batch) implements Synchronization {

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                batch.failed("it was rolled back");
            } else {
                batch.written();
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            Exception why = exchange.getException();
            batch.failed(why == null ? "nobody knows why" : why.getClass().getSimpleName() + ": " + why.getMessage());
        }
    }
}
