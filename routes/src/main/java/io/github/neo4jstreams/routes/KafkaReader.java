package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.camel.Neo4jStreamsConstants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.consumer.support.KafkaRecordProcessor;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads so many records of a topic, for so long, when somebody asks for it, and commits them after they are written: what the
 * procedure {@code streams.consume} of the Neo4j Streams plugin was called for.
 *
 * <pre>{@code
 * - beans:
 *     - name: reader
 *       type: io.github.neo4jstreams.routes.KafkaReader
 *       properties: { topic: people, groupId: graph, timeout: 5000, maxRecords: 1000 }
 * - route:
 *     from:
 *       uri: direct:consume
 *       steps:
 *         - bean: { ref: reader, method: read }
 *         - to: neo4j-streams:cypher?batchSize=1000&adaptiveBatches=false&query=...
 *         - bean: { ref: reader, method: commit }
 * }</pre>
 *
 * <p>{@link #read} makes the body a list of exchanges like those of camel-kafka, perhaps an empty one. If the route doesn't get
 * to {@link #commit}, nothing is committed, and the next call reads the same again. A body that is a map has options for this
 * call: {@code timeout}, {@code maxRecords} (not more than the bean's), {@code partitions}, {@code from}, {@code commit}.
 *
 * <p>Thread-safe once it is started: each call has a consumer of its own. Calls with one group, wherever they are, share the
 * partitions, and a call waits until those that hold all of them have committed, up to {@code joinTimeout}. Brokers, security,
 * deserializers and other settings are those of the component {@code kafka}, unless set here.
 */
public class KafkaReader extends ServiceSupport implements CamelContextAware {

    /** Header with the number of records that were read. */
    public static final String RECORDS = RecordCount.RECORDS;

    /** Header with where each partition goes on, in the form of the option {@code partitions}. */
    public static final String NEXT_OFFSETS = "CamelNeo4jStreamsNextOffsets";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);
    private static final String READING = "Neo4jStreamsReading";

    private CamelContext camelContext;
    private String topic;
    private String groupId;
    private long timeout = 1000;
    private long joinTimeout = 60_000;
    private int maxRecords = 1000;
    private String partitions = "";
    private String from = "earliest";
    private boolean commit = true;
    private String brokers;
    private Map<String, Object> additionalProperties = new HashMap<>();

    private ReadBounds bounds;
    private ClientSettings settings;

    /** @throws IllegalArgumentException naming the property, the value and what is allowed */
    @Override
    protected void doStart() {
        if (ObjectHelper.isEmpty(topic)) {
            throw invalid("The property 'topic' is missing: records are read from it", null);
        }
        if (joinTimeout < 1) {
            throw invalid(
                    "joinTimeout=" + joinTimeout + " must be 1 at least: milliseconds to wait for partitions", null);
        }
        try {
            bounds = new ReadBounds(timeout, maxRecords, ReadBounds.partitions(partitions), from, commit);
            refuseWithoutGroup(bounds);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage(), e);
        }
        settings = new ClientSettings(camelContext, getClass(), brokers, Map.copyOf(additionalProperties));
        settings.ofConsumer();
    }

    private static IllegalArgumentException invalid(String what, Throwable cause) {
        return new IllegalArgumentException("The bean " + KafkaReader.class.getName() + ": " + what, cause);
    }

    private void refuseWithoutGroup(ReadBounds call) {
        if (call.commit() && !hasGroup()) {
            throw new IllegalArgumentException(
                    "commit=true needs a groupId: positions are kept under it. Set one that stays, or commit=false");
        }
    }

    private boolean hasGroup() {
        return ObjectHelper.isNotEmpty(groupId);
    }

    /**
     * Makes the body a list of the records that there are.
     *
     * @throws IllegalArgumentException               if the call's own options are wrong, or the topic, a partition or an offset
     *                                                doesn't exist
     * @throws IllegalStateException                  if what this exchange has read before isn't committed, or this isn't
     *                                                running
     * @throws org.apache.kafka.common.KafkaException if the brokers can't tell, or another member of the group has all
     *                                                partitions for too long
     */
    public void read(Exchange exchange) {
        if (!isStarted()) {
            throw new IllegalStateException("The bean " + KafkaReader.class.getName() + " isn't running");
        }
        if (exchange.getProperty(READING) != null) {
            throw new IllegalStateException(
                    "What this exchange has read isn't committed: use the method commit before it" + " reads again");
        }
        ReadBounds call = exchange.getMessage().getBody() instanceof Map<?, ?> own ? bounds.with(own) : bounds;
        refuseWithoutGroup(call);
        Reading reading = new Reading(consumer(call), topic, call, () -> !isRunAllowed() || camelContext.isStopping());
        try {
            reading.read(hasGroup(), Duration.ofMillis(joinTimeout));
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
        exchange.setProperty(READING, reading);
        if (call.commit() && call.partitions().isEmpty()) {
            exchange.setProperty(Neo4jStreamsConstants.SENT_AGAIN, true);
        }
        exchange.getExchangeExtension().addOnCompletion(new End(reading));
        Message message = exchange.getMessage();
        message.setBody(new Records(settings.component()).of(reading.records(), exchange));
        message.setHeader(RECORDS, reading.size());
        message.setHeader(NEXT_OFFSETS, ReadBounds.print(reading.next()));
    }

    /**
     * Commits what this exchange has read, leaves the group, and makes the body the number of records.
     *
     * @throws IllegalStateException                  if it has read nothing, or committed it before
     * @throws org.apache.kafka.common.KafkaException if it isn't committed: the next call may read the same again
     */
    public void commit(Exchange exchange) {
        if (!(exchange.getProperty(READING) instanceof Reading reading)) {
            throw new IllegalStateException(
                    "There is nothing to commit: the method read comes first, in the same exchange");
        }
        // one that failed can be repeated, until the exchange is over
        reading.commit();
        exchange.removeProperty(READING);
        reading.close();
        exchange.getMessage().setBody(reading.size());
    }

    /** For tests to do without brokers. */
    Consumer<Object, Object> consumer(ReadBounds call) {
        return new KafkaConsumer<>(settings(call));
    }

    Properties settings(ReadBounds call) {
        Properties client = settings.ofConsumer();
        client.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        client.remove(ConsumerConfig.GROUP_ID_CONFIG);
        if (hasGroup()) {
            client.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        }
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // an offset that somebody names and that isn't there is said
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, call.partitions().isEmpty() ? call.from() : "none");
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, call.maxRecords());
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return client;
    }

    /** The exchange is over, whether it got to the commit or not. */
    private static final class End extends SynchronizationAdapter {
        private final Reading reading;

        End(Reading reading) {
            this.reading = reading;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (reading.isUncommitted() && reading.size() > 0) {
                LOG.warn(
                        "{} records were read and not committed, the next call reads them again: end the route with the"
                                + " method commit, or say commit=false",
                        reading.size());
            }
        }

        @Override
        public void onDone(Exchange exchange) {
            super.onDone(exchange);
            reading.close();
        }
    }

    /** Exchanges as camel-kafka's own consumer makes them. */
    private static final class Records extends KafkaRecordProcessor {
        private final KafkaConfiguration kafka;

        Records(KafkaConfiguration kafka) {
            this.kafka = kafka;
        }

        List<Exchange> of(List<ConsumerRecord<Object, Object>> records, Exchange in) {
            List<Exchange> exchanges = new ArrayList<>(records.size());
            for (ConsumerRecord<Object, Object> consumed : records) {
                Exchange exchange = new DefaultExchange(in.getContext());
                setupExchangeMessage(exchange.getMessage(), consumed);
                propagateHeaders(kafka, consumed, exchange);
                exchanges.add(exchange);
            }
            return exchanges;
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    public String getTopic() {
        return topic;
    }

    /** What is read; required. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getGroupId() {
        return groupId;
    }

    /** Consumer group whose position is read from and committed; required unless {@code commit=false}. */
    public void setGroupId(String groupId) {
        this.groupId = groupId;
    }

    public long getTimeout() {
        return timeout;
    }

    /**
     * Milliseconds to listen, from when it has its partitions on, default 1000. It returns earlier only with
     * {@code maxRecords}.
     */
    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public long getJoinTimeout() {
        return joinTimeout;
    }

    /**
     * Milliseconds until the group has given it its partitions, default 60000; the call fails after that. Brokers let a group
     * that was empty wait for 3 seconds ({@code group.initial.rebalance.delay.ms}).
     */
    public void setJoinTimeout(long joinTimeout) {
        this.joinTimeout = joinTimeout;
    }

    public int getMaxRecords() {
        return maxRecords;
    }

    /** Most records of a call, default 1000. The {@code batchSize} of the sink must not be
     * less, with {@code adaptiveBatches=false}, or it needs several transactions. */
    public void setMaxRecords(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    public String getPartitions() {
        return partitions;
    }

    /**
     * Partitions and their offsets to begin at, such as {@code 0:100,1:200}; by default all, from where the group is. With
     * them it isn't a member of the group, and can commit only while nobody is.
     */
    public void setPartitions(String partitions) {
        this.partitions = partitions;
    }

    public String getFrom() {
        return from;
    }

    /** Where a group begins that has no position yet: {@code earliest} (default) or {@code latest}. */
    public void setFrom(String from) {
        this.from = from;
    }

    public boolean isCommit() {
        return commit;
    }

    /** Whether the method {@code commit} does commit, default true. */
    public void setCommit(boolean commit) {
        this.commit = commit;
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
     * Settings of Kafka's consumer by their names, over those of the component {@code kafka}; by default none. In YAML the names
     * are in brackets, {@code "[max.poll.interval.ms]": 600000}. What has an option here is as the option says.
     */
    public void setAdditionalProperties(Map<String, Object> additionalProperties) {
        this.additionalProperties = additionalProperties;
    }
}
