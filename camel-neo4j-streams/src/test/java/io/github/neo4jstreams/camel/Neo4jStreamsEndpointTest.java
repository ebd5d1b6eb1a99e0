package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.neo4jstreams.event.KeyFormat;
import io.github.neo4jstreams.message.ReadAs;
import io.github.neo4jstreams.source.StartFrom;
import java.util.Map;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be judged without a server is judged when the endpoint is created. */
class Neo4jStreamsEndpointTest {

    private static final String CYPHER = "cypher?query=RAW(CREATE (:A))";
    private static final String POLL = "query?query=RAW(MATCH (n) WHERE n.at > $lastCheck RETURN n.at AS at)";
    private static final String CDC = "cdc?cursorName=orders";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    @Nested
    class Strategies {

        @Test
        void thatAreUnknownAreRefused() {
            assertRefused(
                    "cyper?query=x",
                    "Unknown strategy 'cyper' in neo4j-streams:cyper; known are cypher, pattern, cud, cdc-schema, cdc-source-id, query, cdc");
        }

        @Test
        void thatOnlyWriteAreRefusedInFromByName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> endpoint(CYPHER).createConsumer(exchange -> {}))
                    .withMessage("neo4j-streams:cypher only writes: use it in to:, not in from:");
        }

        @Test
        void thatOnlyReadAreRefusedInToByName() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> endpoint(CDC).createProducer())
                    .withMessage("neo4j-streams:cdc only reads: use it in from:, not in to:");
        }

        @ParameterizedTest
        @CsvSource({
            "cypher?query=x&streamingProperty=at, streamingProperty, cypher",
            "cypher?query=x&cursorName=c, cursorName, cypher",
            "query?query=x&batchSize=5, batchSize, query",
            "cdc?cursorName=c&query=x, query, cdc",
            "cdc?cursorName=c&txMetadata.app=x, txMetadata.app, cdc"
        })
        void refuseTheOptionsOfOthersByName(String uri, String option, String strategy) {
            assertRefused(uri, "The option '" + option + "' means nothing to the strategy '" + strategy + "'");
        }

        @Test
        void mayBeAskedForWhatThereIsIfItCanGoOnFromSomewhere() throws Exception {
            assertThat(endpoint(CDC).createPollingConsumer()).isNotNull();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> endpoint("cud").createPollingConsumer())
                    .withMessageContaining("neo4j-streams:cud only writes");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> endpoint("query?query=x").createPollingConsumer())
                    .withMessageContaining("needs groupBy=poll");
        }
    }

    @Nested
    class EveryEndpoint {

        @Test
        void refusesAnUnknownOptionByName() {
            assertRefused(CYPHER + "&qeury=x", "there is no option 'qeury'");
        }

        @Test
        void refusesAWrongServerUri() {
            assertRefused(CYPHER + "&serverUri=localhost", "serverUri: 'localhost' must begin with neo4j://");
        }

        @Test
        void refusesAPasswordWithoutAUsernameAndDoesNotShowIt() {
            assertThatExceptionOfType(ResolveEndpointFailedException.class)
                    .isThrownBy(() -> endpoint(CYPHER + "&password=s3cr3t"))
                    .withRootCauseInstanceOf(IllegalArgumentException.class)
                    .withStackTraceContaining("password is set, but username is not")
                    .satisfies(e -> assertThat(e).message().doesNotContain("s3cr3t"));
        }

        @Test
        void masksItsSecretsWhenItIsPrinted() {
            String uri = CYPHER + "&username=ann&password=RAW(s3cr3t)";
            assertThat(endpoint(uri).toString()).contains("neo4j-streams").doesNotContain("s3cr3t");
            assertThat(endpoint(CYPHER + "&token=s3cr3t").toString()).doesNotContain("s3cr3t");
            assertThat(endpoint(CYPHER + "&kerberosAuthTicket=s3cr3t").toString())
                    .doesNotContain("s3cr3t");
        }

        @Test
        void hasItsOwnCopyOfTheComponentsConfiguration() {
            Neo4jStreamsComponent component = context.getComponent("neo4j-streams", Neo4jStreamsComponent.class);
            component.getConfiguration().setServerUri("neo4j://core1");
            component.getConfiguration().setDatabase("orders");

            Neo4jStreamsEndpoint endpoint = endpoint(CYPHER + "&database=other");

            assertThat(endpoint.getConfiguration().getServerUri()).isEqualTo("neo4j://core1");
            assertThat(endpoint.getConfiguration().getDatabase()).isEqualTo("other");
            assertThat(component.getConfiguration().getDatabase()).isEqualTo("orders");
        }
    }

    @Nested
    class Cypher {

        @Test
        void hasDefaults() {
            Neo4jStreamsEndpoint endpoint = endpoint(CYPHER);

            assertThat(endpoint.getQuery()).isEqualTo("CREATE (:A)");
            assertThat(endpoint.getBatchSize()).isEqualTo(5000);
            assertThat(endpoint.getReadValueAs()).isEqualTo(ReadAs.JSON);
            assertThat(endpoint.getReadKeyAs()).isEqualTo(ReadAs.AUTO);
            assertThatNoException().isThrownBy(endpoint::createProducer);
        }

        @ParameterizedTest
        @ValueSource(strings = {"cypher", "cypher?query=", "cypher?query=RAW(  )"})
        void needsAQuery(String uri) {
            assertRefused(uri, "The option 'query' is missing: neo4j-streams:cypher applies each message with it");
        }

        @ParameterizedTest
        @ValueSource(strings = {"parallelism=0", "batchBytes=0", "batchTime=0", "batchTime=-1"})
        void needsBatchesThatCanBe(String option) {
            assertRefused(CYPHER + "&" + option, option + " must be ");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void needsABatchOfOneAtLeast(int size) {
            assertRefused(CYPHER + "&batchSize=" + size, "batchSize=" + size + " must be 1 at least");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bindValueAs", "bindKeyAs", "bindHeaderAs", "bindTimestampAs"})
        void refusesABlankName(String option) {
            assertRefused(CYPHER + "&" + option + "=RAW( )", option + " is blank; it is a name in the query");
        }

        @ParameterizedTest
        @ValueSource(strings = {"bindKeyAs=event", "bindKeyAs=__value", "bindHeaderAs=x&bindTimestampAs=x"})
        void refusesOneNameForTwoPartsOfAMessage(String options) {
            String option = options.substring(options.lastIndexOf('&') + 1, options.lastIndexOf('='));

            assertRefused(CYPHER + "&" + options, option);
        }

        @Test
        void takesEnumsInTheSpellingOfTheDocumentation() {
            assertThat(endpoint(CYPHER + "&readValueAs=text").getReadValueAs()).isEqualTo(ReadAs.TEXT);
            assertThat(endpoint(CDC + "&keyFormat=element-id").getKeyFormat()).isEqualTo(KeyFormat.ELEMENT_ID);
            assertThat(endpoint(CDC + "&startFrom=earliest").getStartFrom()).isEqualTo(StartFrom.EARLIEST);
        }

        @Test
        void keepsTheTypeOfMetadataThatLooksLikeJson() {
            assertThat(endpoint(CYPHER + "&txMetadata.app=orders&txMetadata.n=5&txMetadata.list=RAW([1])")
                            .getTxMetadata())
                    .isEqualTo(Map.of("app", "orders", "n", 5L, "list", "[1]"));
        }
    }

    @Nested
    class QueryToWrite {

        @Test
        void needsAQueryUnlessMessagesBringTheirOwn() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> endpoint("query").createProducer())
                    .withMessageContaining("The option 'query' is missing");
            assertThatNoException().isThrownBy(() -> endpoint("query?allowQueryFromMessage=true")
                    .createProducer());
        }

        @Test
        void refusesToWriteOnceWithoutAName() {
            assertRefused("cud?exactlyOnce=true", "The option 'sinkName' is missing");
            assertRefused("cud?exactlyOnce=true&sinkName=a&offsetLabel=", "offsetLabel");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "query?query=x&exactlyOnce=true&sinkName=a&accessMode=read",
                    "query?query=x&exactlyOnce=true&sinkName=a&transactionMode=auto-commit"
                })
        void refusesToRunOnceWhatHasNoTransactionOfOurs(String uri) {
            assertRefused(uri, "exactlyOnce=true needs accessMode=write and a managed transaction");
        }

        @Test
        void refusesToSendDeadLettersNowhere() {
            assertRefused("cud?onInvalid=dead-letter", "The option 'deadLetter' is missing");
            assertRefused(
                    "cud?onInvalid=skip&deadLetter=mock:dead",
                    "deadLetter=mock:dead has no effect with onInvalid=skip");
            assertRefused(
                    "cud?onInvalid=fail&deadLetter=mock:dead",
                    "deadLetter=mock:dead has no effect with onInvalid=fail");
        }

        @Test
        void refusesAnEndpointForDeadLettersThatDoesNotExist() {
            assertThatThrownBy(() -> endpoint("cud?deadLetter=nosuch:dead").createProducer())
                    .hasMessageContaining("nosuch");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "query?query=x&outputType=stream",
                    "query?query=x&outputType=stream&accessMode=write",
                    "query?query=x&outputType=stream&accessMode=read&transactionMode=auto-commit"
                })
        void refusesToStreamUnlessItReadsInAManagedTransaction(String uri) {
            assertRefused(uri, "outputType=stream needs accessMode=read and a managed transaction");
        }

        @Test
        void streamsWhatItReads() {
            assertThatNoException().isThrownBy(() -> endpoint("query?query=x&outputType=stream&accessMode=read")
                    .createProducer());
        }

        @Test
        void keepsTheTypeOfParametersThatLookLikeJson() {
            assertThat(endpoint("query?query=x&param.limit=10&param.name=ann&param.flag=true&param.ratio=0.5")
                            .getParameters())
                    .isEqualTo(Map.of("limit", 10L, "name", "ann", "flag", true, "ratio", 0.5));
        }
    }

    @Nested
    class QueryToRead {

        @Test
        void needsAStreamingPropertyWhenTheQueryNamesLastCheck() {
            assertConsumerRefused(POLL + "&cursorName=c", "streamingProperty");
        }

        @Test
        void needsACursorNameWithAStreamingProperty() {
            assertConsumerRefused(POLL + "&streamingProperty=at", "The option 'cursorName' is missing");
            assertRefused(POLL + "&streamingProperty=at&cursorName=RAW( )", "cursorName is blank");
        }

        @Test
        void needsAQuery() {
            assertConsumerRefused("query", "The option 'query' is missing: neo4j-streams:query polls it");
        }

        @Test
        void needsAValueWithStartFromValueAndOnlyThen() {
            String complete = POLL + "&streamingProperty=at&cursorName=c";

            assertConsumerRefused(complete + "&startFrom=snapshot", "startFrom=snapshot is for cdc");
            assertConsumerRefused(complete + "&groupBy=transaction", "groupBy=transaction is for cdc");
            assertConsumerRefused(complete + "&startFrom=value", "The option 'startFromValue' is missing");
            assertConsumerRefused(complete + "&startFromValue=5", "startFromValue needs startFrom=value");
            assertThatNoException().isThrownBy(() -> endpoint(complete + "&startFrom=value&startFromValue=5")
                    .createConsumer(exchange -> {}));
        }

        @Test
        void needsNoCursorWithoutAStreamingProperty() {
            assertThatNoException()
                    .isThrownBy(() -> endpoint("query?query=RAW(RETURN 1)").createConsumer(exchange -> {}));
        }
    }

    @Nested
    class Changes {

        @Test
        void needACursorName() {
            assertConsumerRefused("cdc", "The option 'cursorName' is missing: a stable name");
        }

        @Test
        void areCreatedUpdatedOrDeletedButNotRead() {
            assertRefused(CDC + "&operations=read", "'read' is not create, update or delete");
        }

        @Test
        void needAValueWithStartFromValueAndOnlyThen() {
            assertConsumerRefused(CDC + "&startFrom=value", "The option 'startFromValue' is missing");
            assertConsumerRefused(CDC + "&startFromValue=x", "startFromValue needs startFrom=value");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1})
        void needOneMessagePerPollAtLeast(int most) {
            assertRefused(CDC + "&maxMessagesPerPoll=" + most, "maxMessagesPerPoll=" + most + " must be 1 at least");
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", "whole-value"})
        void needAKeyThatStaysForTombstones(String keyFormat) {
            assertRefused(
                    CDC + "&tombstones=true&keyFormat=" + keyFormat,
                    "tombstones=true with keyFormat=" + keyFormat
                            + ": there is no key by which a topic could be compacted. Set keyFormat=entity-keys or"
                            + " element-id, or leave tombstones out");
            assertThat(endpoint(CDC + "&keyFormat=" + keyFormat).isTombstones()).isFalse();
            assertThat(endpoint(CDC + "&tombstones=true").isTombstones()).isTrue();
            assertThat(endpoint(CDC + "&tombstones=true&keyFormat=element-id").isTombstones())
                    .isTrue();
        }

        @Test
        void refuseABadPatternAndPointAtThePlace() {
            assertRefused(CDC + "&select=RAW((:Person{name,,city}))", "select: Invalid pattern at 1:15");
        }

        @Test
        void refuseAnUnknownOperation() {
            assertRefused(
                    CDC + "&operations=create,replace",
                    "operations=create,replace: 'replace' is not create, update or delete");
        }

        @Test
        void mayBeSelectedByNames() throws Exception {
            Neo4jStreamsEndpoint endpoint = endpoint(
                    CDC
                            + "&select.people=RAW((:Person{mail: 'a@b', name}))&select.people.operations=create&select.people.topic=p"
                            + "&select.gone.operations=delete&select.gone.txMetadata.app=x&excludeOwnWrites=true&ownSinks=a, b");

            assertThat(endpoint.getSelectors())
                    .containsEntry("people", "(:Person{mail: 'a@b', name})")
                    .containsEntry("gone.txMetadata.app", "x");
            assertThat(endpoint.createConsumer(exchange -> {})).isNotNull();
        }

        @Test
        void refuseWhatANamedSelectorDoesNotHave() {
            assertRefused(CDC + "&select.people=RAW((:Person{))", "select.people: Invalid pattern at 1:10");
            assertRefused(
                    CDC + "&select.people.operations=replace",
                    "select.people.operations=replace: 'replace' is not create, update or delete");
            assertRefused(
                    CDC + "&select.people.operation=create",
                    "There is no option 'select.people.operation': after select.people may follow");
            assertRefused(CDC + "&select.people.topic=RAW( )", "select.people.topic is blank");
        }

        @Test
        void haveNamesAllOfThemOrNone() {
            assertRefused(CDC + "&select=RAW((:A))&select.b=RAW((:B))", "select=(:A) stands beside select.b");
            assertRefused(
                    CDC + "&changesTo=x&select.b=RAW((:B))",
                    "changesTo=x stands beside select.b: with selectors that have names, everything has; write"
                            + " select.NAME.changesTo");
        }

        @Test
        void ofOwnSinksAreLeftOutOnlyWhenAsked() {
            assertRefused(CDC + "&ownSinks=people", "ownSinks=people needs excludeOwnWrites=true");
            assertRefused("cud?txMetadata.neo4jStreamsSink=x", "txMetadata.neo4jStreamsSink=x is the component's own");
        }

        @Test
        void takeTheirOptions() throws Exception {
            context.getRegistry().bind("cursors", new MemoryStateRepository());
            Neo4jStreamsEndpoint endpoint = endpoint(CDC
                    + "&select=RAW((:Person{name});(:Person)-[:OWNS]->(:Car))&operations=Create, DELETE"
                    + "&changesTo=name&selectTxMetadata.n=5&cursorRepository=#cursors&maxMessagesPerPoll=10&delay=100");

            assertThat(endpoint.getSelectTxMetadata()).isEqualTo(Map.of("n", 5L));
            assertThat(endpoint.createConsumer(exchange -> {})).isNotNull();
        }
    }

    private Neo4jStreamsEndpoint endpoint(String rest) {
        return context.getEndpoint("neo4j-streams:" + rest, Neo4jStreamsEndpoint.class);
    }

    private void assertRefused(String rest, String reason) {
        assertThatExceptionOfType(ResolveEndpointFailedException.class)
                .isThrownBy(() -> endpoint(rest))
                .withStackTraceContaining(reason);
    }

    private void assertConsumerRefused(String rest, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint(rest).createConsumer(exchange -> {}))
                .withMessageContaining(reason);
    }
}
