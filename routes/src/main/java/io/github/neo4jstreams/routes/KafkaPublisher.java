package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.component.kafka.serde.DefaultKafkaHeaderSerializer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes what a source has read, and where it goes on, in one transaction of Kafka, so that whoever reads with
 * {@code isolation.level=read_committed} sees everything once and in order, whatever becomes of the route, the database and
 * other replicas.
 *
 * <pre>{@code
 * - beans:
 *     - name: publisher
 *       type: io.github.neo4jstreams.routes.KafkaPublisher
 *       properties: { topic: people }
 * - route:
 *     from:
 *       uri: neo4j-streams:cdc
 *       parameters: { cursorName: people, cursorRepository: "#publisher", groupBy: poll, greedy: true }
 *       steps:
 *         - process: { ref: publisher }
 * }</pre>
 *
 * <p>Cursors are records of a compacted topic. Who reads a cursor takes it over: whoever had it before can't commit any more.
 * After any failure the publisher has to take it over again, which finds out what was really committed; the endpoint does that
 * by itself after an exchange that failed. Brokers, security and other settings are those of the component {@code kafka}, unless
 * set here. One endpoint for each name of a cursor: two that share this bean and a name are not told from one another.
 * Thread-safe once it is started.
 */
public class KafkaPublisher extends ServiceSupport
        implements CamelContextAware, Processor, StateRepository<String, String> {

    /** Headers of camel-kafka. */
    private static final String KEY = "kafka.KEY";

    private static final String OVERRIDE_TOPIC = "kafka.OVERRIDE_TOPIC";

    /** By the names of their cursors. None is added once this is being stopped. */
    private final Map<String, Publication> publications = new ConcurrentHashMap<>();

    /** Held while a cursor is taken over, which may take minutes; never needed to publish or to stop. */
    private final Object takingOver = new Object();

    private final HeaderFilterStrategy headerFilter = new KafkaHeaderFilterStrategy();
    private final DefaultKafkaHeaderSerializer headers = new DefaultKafkaHeaderSerializer();

    private CamelContext camelContext;
    private String topic;
    private String brokers;
    private Map<String, Object> additionalProperties = new HashMap<>();
    private String cursorTopic = "neo4j-streams-cursors";
    private Short cursorTopicReplicationFactor;
    private String transactionalIdPrefix = "neo4j-streams-";

    private TransactionalClients clients;

    /**
     * The cursor of this name as it is committed, or null if there is none; takes it over unless we have it, which waits up to
     * {@code max.block.ms} (default a minute) for the brokers, and up to two minutes for open transactions.
     *
     * @throws IllegalStateException                  if this isn't running, or the topic for cursors would lose them
     * @throws org.apache.kafka.common.KafkaException if the brokers can't tell
     */
    @Override
    public String getState(String name) {
        Publication ours = publications.get(name);
        if (ours == null) {
            synchronized (takingOver) {
                ours = publications.get(name);
                if (ours == null) {
                    refuseUnlessRunning();
                    ours = keep(name, takeOver(name));
                }
            }
        }
        return ours.cursor();
    }

    /** For tests to do without brokers. */
    Publication takeOver(String name) {
        return clients.takeOver(name);
    }

    private Publication keep(String name, Publication taken) {
        synchronized (publications) {
            if (isRunning()) {
                publications.put(name, taken);
                return taken;
            }
        }
        taken.close();
        throw stopped();
    }

    /** After the end it would fence whoever has gone on. */
    private void refuseUnlessRunning() {
        if (!isRunning()) {
            throw stopped();
        }
    }

    private boolean isRunning() {
        return isStarted() || isStarting();
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("The bean " + KafkaPublisher.class.getName() + " isn't running");
    }

    /**
     * Commits a cursor that moved on without events.
     *
     * @throws IllegalStateException                  if it isn't ours
     * @throws org.apache.kafka.common.KafkaException if it isn't committed, or nobody knows
     */
    @Override
    public void setState(String name, String cursor) {
        if (!cursor.equals(publication(name).cursor())) {
            commit(name, List.of(), cursor);
        }
    }

    /**
     * Commits the events of an exchange and their cursor.
     *
     * @throws IllegalArgumentException               if it is no group of events
     * @throws IllegalStateException                  if the cursor isn't ours: it has to be read again
     * @throws org.apache.kafka.common.KafkaException if they are not committed, or nobody knows
     */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String name = message.getHeader(Neo4jStreamsConstants.CURSOR_NAME, String.class);
        String cursor = message.getHeader(Neo4jStreamsConstants.CURSOR, String.class);
        if (name == null
                || cursor == null
                || !(message.getBody() instanceof List<?> parts)
                || !parts.stream().allMatch(Exchange.class::isInstance)) {
            throw new IllegalArgumentException(
                    "What comes has no cursor: read it with groupBy=poll or groupBy=transaction,"
                            + " and leave the body as it is");
        }
        List<ProducerRecord<String, String>> records = new ArrayList<>(parts.size());
        for (Object part : parts) {
            records.add(record(((Exchange) part).getMessage()));
        }
        commit(name, records, cursor);
    }

    private ProducerRecord<String, String> record(Message event) {
        ProducerRecord<String, String> record = new ProducerRecord<>(
                event.getHeader(OVERRIDE_TOPIC, topic, String.class),
                event.getHeader(KEY, String.class),
                event.getBody(String.class));
        event.getHeaders().forEach((name, value) -> {
            byte[] header = isHeader(name, value, event.getExchange()) ? headers.serialize(name, value) : null;
            if (header != null) {
                record.headers().add(name, header);
            }
        });
        return record;
    }

    /** What the component {@code kafka} would send. */
    private boolean isHeader(String name, Object value, Exchange exchange) {
        return !headerFilter.applyFilterToCamelHeaders(name, value, exchange);
    }

    private void commit(String name, List<ProducerRecord<String, String>> records, String cursor) {
        Publication publication = publication(name);
        try {
            publication.commit(records, cursor);
        } catch (RuntimeException e) {
            // what became of it is found out by whoever takes over next
            publications.remove(name, publication);
            publication.close();
            throw e;
        }
    }

    private Publication publication(String name) {
        Publication publication = publications.get(name);
        if (publication == null) {
            throw new IllegalStateException("The cursor '" + name
                    + "' isn't ours: it has to be read again before anything is published with it."
                    + " If it never is, set cursorRepository to this bean");
        }
        return publication;
    }

    /** @throws IllegalArgumentException if there is no topic */
    @Override
    protected void doStart() {
        if (ObjectHelper.isEmpty(topic)) {
            throw new IllegalArgumentException("The property 'topic' of the bean "
                    + getClass().getName() + " is missing: events are published to it");
        }
        clients = new TransactionalClients(
                new TransactionalSettings(camelContext, brokers, Map.copyOf(additionalProperties)),
                cursorTopic,
                Optional.ofNullable(cursorTopicReplicationFactor),
                transactionalIdPrefix);
    }

    @Override
    protected void doStop() {
        synchronized (publications) {
            publications.values().forEach(Publication::close);
            publications.clear();
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
        headers.setCamelContext(camelContext);
    }

    public String getTopic() {
        return topic;
    }

    /** Where events go unless their header {@code kafka.OVERRIDE_TOPIC} says otherwise; required. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getBrokers() {
        return brokers;
    }

    /** Host and port of some brokers, with commas between them; by default those of the component {@code kafka}. */
    public void setBrokers(String brokers) {
        this.brokers = brokers;
    }

    public Map<String, Object> getAdditionalProperties() {
        return additionalProperties;
    }

    /**
     * Settings of Kafka's clients by their names, over those of the component {@code kafka}; by default none. In YAML the names
     * are in brackets, {@code "[transaction.timeout.ms]": 30000}. What the promise takes can't be changed: the transactional id,
     * {@code acks=all}, idempotence.
     */
    public void setAdditionalProperties(Map<String, Object> additionalProperties) {
        this.additionalProperties = additionalProperties;
    }

    public String getCursorTopic() {
        return cursorTopic;
    }

    /**
     * Where cursors are kept, by default {@code neo4j-streams-cursors}. It is created, with one partition and compacted, if it
     * doesn't exist; one that deletes records after a while is refused.
     */
    public void setCursorTopic(String cursorTopic) {
        this.cursorTopic = cursorTopic;
    }

    public Short getCursorTopicReplicationFactor() {
        return cursorTopicReplicationFactor;
    }

    /** Replicas of the topic for cursors, if it has to be created; by default what the brokers' default is. */
    public void setCursorTopicReplicationFactor(Short cursorTopicReplicationFactor) {
        this.cursorTopicReplicationFactor = cursorTopicReplicationFactor;
    }

    public String getTransactionalIdPrefix() {
        return transactionalIdPrefix;
    }

    /** What stands before the name of the cursor in Kafka's {@code transactional.id}; by default {@code neo4j-streams-}. */
    public void setTransactionalIdPrefix(String transactionalIdPrefix) {
        this.transactionalIdPrefix = transactionalIdPrefix;
    }
}
