package io.github.neo4jstreams.routes;

import io.github.neo4jstreams.camel.AdaptiveSize;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.PollOnError;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.URISupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Which settings of camel-kafka lose records. What somebody has set to a value that loses is refused; what nobody has set is
 * made safe. On the endpoint every setting can be told from a default, on the component only those that differ from it.
 */
final class KafkaSettings {

    /** Four of the sink's largest transactions if nobody says otherwise: all but the first are read while another is written. */
    private static final int DEFAULT_MAX_POLL_RECORDS = 20_000;

    /** Far less than {@code max.poll.interval.ms}. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(5);

    private static final String EARLIEST = "earliest";
    private static final String NONE = "none";

    private final String routeId;
    private final KafkaEndpoint endpoint;
    private final KafkaConfiguration kafka;
    private final Map<String, Object> given;

    private KafkaSettings(String routeId, KafkaEndpoint endpoint, Map<String, Object> given) {
        this.routeId = routeId;
        this.endpoint = endpoint;
        this.kafka = endpoint.getConfiguration();
        this.given = given;
    }

    static KafkaSettings of(KafkaEndpoint endpoint, String routeId) {
        Map<String, Object> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            String query = URISupport.extractQuery(endpoint.getEndpointUri());
            URISupport.parseQuery(query, false, true).forEach((name, value) -> given.put(name.replace("-", ""), value));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new KafkaSettings(routeId, endpoint, given);
    }

    /** @throws IllegalArgumentException naming the route, the option, the reason and the cure */
    void refuseWhatLoses() {
        refuseIf(
                ObjectHelper.isEmpty(kafka.getGroupId()),
                "groupId",
                "is missing: without one, each start is a new group and doesn't go on where the last one stopped."
                        + " Set a name that stays");
        refuseIf(
                isGiven("batching", "false"),
                "batching",
                "must be true: the records of a poll are one batch. Leave the option out");
        refuseIf(
                isGiven("autoCommitEnable", "true") || isAdditional(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "true"),
                "autoCommitEnable",
                "must be false: it commits what isn't written. Leave the option out");
        refuseIf(
                kafka.isAllowManualCommit(),
                "allowManualCommit",
                "must be false: it commits what isn't written. Leave the option out");
        refuseIf(
                kafka.isBreakOnFirstError(),
                "breakOnFirstError",
                "must be false: a failed batch is read again without it, and without leaving the group. Leave the option out");
        refuseIf(
                kafka.getPollOnError() != PollOnError.RECONNECT
                        && (kafka.getPollOnError() != PollOnError.ERROR_HANDLER || given.containsKey("pollOnError")),
                "pollOnError",
                "must be RECONNECT: the others skip records. Leave the option out");
        refuseIf(
                kafka.getBatchingIntervalMs() != null,
                "batchingIntervalMs",
                "has no effect. For larger batches use fetchMinBytes and fetchWaitMaxMs");
        refuseIf(
                isGiven("autoOffsetReset", "latest") || isAdditional(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"),
                "autoOffsetReset",
                "must not be latest: it skips what fails before the first commit. To begin at the end of a topic, leave it"
                        + " out and set the group's offsets once: kafka-consumer-groups.sh --reset-offsets --to-latest");
        refuseIf(
                kafka.getSeekTo() != null,
                "seekTo",
                "moves the position with each rebalance. To read a topic again, use kafka-consumer-groups.sh"
                        + " --reset-offsets");
        refuseIf(
                endpoint.getComponent().getPollExceptionStrategy() != null,
                "pollExceptionStrategy",
                "may skip records. Take it off the component, or give this route a kafka component of its own");
    }

    /**
     * How much is read and handed over.
     *
     * @param most Kafka may return at once
     * @param size of what is handed over at once, of each consumer
     */
    record Polls(int most, Supplier<AdaptiveSize> size) {}

    /**
     * As much as somebody has set; or what is written in time. Kafka returns one partition after the other, so more is read then, to hand
     * over some of each.
     */
    Polls polls() {
        return isMaxPollRecordsGiven()
                ? new Polls(kafka.getMaxPollRecords(), () -> AdaptiveSize.fixed(Integer.MAX_VALUE))
                : new Polls(
                        2 * DEFAULT_MAX_POLL_RECORDS, () -> AdaptiveSize.upTo(DEFAULT_MAX_POLL_RECORDS, BATCH_TIME));
    }

    /** Spring Boot's starter sets Kafka's own default on the component, which nobody has asked for. */
    private boolean isMaxPollRecordsGiven() {
        Integer most = kafka.getMaxPollRecords();
        return most != null && (most != ConsumerConfig.DEFAULT_MAX_POLL_RECORDS || given.containsKey("maxPollRecords"));
    }

    /** Sets what nobody has set. */
    void makeSafe() {
        kafka.setBatching(true);
        if (!isMaxPollRecordsGiven()) {
            // camel-kafka reads nothing without one
            kafka.setMaxPollRecords(DEFAULT_MAX_POLL_RECORDS);
        }
        if (endpoint.getExceptionHandler() == null && !endpoint.isBridgeErrorHandler()) {
            // RereadingConsumer says in one line what Camel says with a stack trace, when its error handler has said it
            // already
            endpoint.setExceptionHandler(
                    new LoggingExceptionHandler(endpoint.getCamelContext(), KafkaConsumer.class, LoggingLevel.DEBUG));
        }
        // hand a batch over at once, see RereadingConsumer
        kafka.setBatchingIntervalMs(0);
        // the consumer commits
        kafka.setAutoCommitEnable(false);
        // the consumer seeks back, without leaving the group
        kafka.setBreakOnFirstError(false);
        // all others skip records
        kafka.setPollOnError(PollOnError.RECONNECT);
        if (!NONE.equals(kafka.getAutoOffsetReset())) {
            kafka.setAutoOffsetReset(EARLIEST);
        }
    }

    private boolean isGiven(String option, String value) {
        return value.equalsIgnoreCase(String.valueOf(given.get(option)));
    }

    private boolean isAdditional(String property, String value) {
        return value.equalsIgnoreCase(
                String.valueOf(kafka.getAdditionalProperties().get(property)));
    }

    private void refuseIf(boolean loses, String option, String otherwise) {
        if (loses) {
            String where = given.containsKey(option) || option.equals("groupId") ? "" : " (on the kafka component)";
            throw new IllegalArgumentException("Route " + routeId + ": " + AtLeastOnce.NAME + " refuses a setting: "
                    + option + where + " " + otherwise);
        }
    }
}
