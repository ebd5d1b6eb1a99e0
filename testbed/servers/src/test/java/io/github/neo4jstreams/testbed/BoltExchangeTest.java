package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class BoltExchangeTest {

    private final BoltExchange exchange = new BoltExchange();

    @Test
    void theAnswerToCommitIsFoundBehindThoseOfPipelinedStatements() {
        exchange.request(message(BoltMessage.BEGIN, Map.of("tx_metadata", Map.of("app", "sink"))));
        for (int i = 0; i < 8; i++) {
            exchange.request(run("CREATE (:Thing)"));
            exchange.request(message(BoltMessage.PULL, Map.of("n", -1L)));
        }
        BoltExchange.Request commit = exchange.request(message(BoltMessage.COMMIT));
        exchange.request(message(BoltMessage.BEGIN, Map.of("mode", "r")));

        List<Byte> answered = new ArrayList<>();
        answered.add(exchange.answer(success()).signature); // BEGIN
        for (int i = 0; i < 8; i++) {
            answered.add(exchange.answer(success()).signature);
            for (int row = 0; row < 3; row++) {
                assertThat(exchange.answer(message(BoltMessage.RECORD, List.of(1L))).signature)
                        .isEqualTo(BoltMessage.PULL);
            }
            answered.add(exchange.answer(success()).signature);
        }

        assertThat(answered).hasSize(17).doesNotContain(BoltMessage.COMMIT);
        assertThat(exchange.answer(success())).isSameAs(commit);
        assertThat(commit.transaction).isEqualTo(new BoltTransaction(true, Map.of("app", "sink")));
        assertThat(exchange.answer(success()).transaction).isEqualTo(new BoltTransaction(false, Map.of()));
        assertThat(exchange.answer(success())).isNull();
    }

    @Test
    void everyRequestAfterAFailureHasItsSummaryToo() {
        exchange.request(message(BoltMessage.BEGIN, Map.of()));
        exchange.request(run("FAIL"));
        exchange.request(message(BoltMessage.PULL, Map.of()));
        exchange.request(message(BoltMessage.COMMIT));
        exchange.request(message(BoltMessage.RESET));

        assertThat(exchange.answer(success()).signature).isEqualTo(BoltMessage.BEGIN);
        assertThat(exchange.answer(message(BoltMessage.FAILURE, Map.of())).signature)
                .isEqualTo(BoltMessage.RUN);
        assertThat(exchange.answer(message(BoltMessage.IGNORED)).signature).isEqualTo(BoltMessage.PULL);
        assertThat(exchange.answer(message(BoltMessage.IGNORED)).signature).isEqualTo(BoltMessage.COMMIT);
        assertThat(exchange.answer(success()).signature).isEqualTo(BoltMessage.RESET);
    }

    @Test
    void statementsOutsideOfATransactionBelongToNone() {
        exchange.request(message(BoltMessage.BEGIN, Map.of()));
        exchange.request(message(BoltMessage.ROLLBACK));
        assertThat(exchange.request(run("RETURN 1")).transaction).isNull();
        exchange.request(message(BoltMessage.BEGIN, Map.of()));
        exchange.request(message(BoltMessage.RESET));
        assertThat(exchange.request(run("RETURN 1")).transaction).isNull();
    }

    @Test
    void routingTablesAreAnswersToRouteAndRecordsOfTheProcedure() {
        BoltMessage record = message(BoltMessage.RECORD, List.of());
        BoltExchange.Request route = exchange.request(message(BoltMessage.ROUTE, Map.of(), List.of(), Map.of()));
        assertThat(route.isTable(success())).isTrue();
        assertThat(route.isTable(message(BoltMessage.FAILURE, Map.of()))).isFalse();
        BoltExchange.Request call = exchange.request(run("CALL dbms.cluster.routing.getRoutingTable($context)"));
        assertThat(call.routing).isTrue();
        assertThat(call.isTable(success())).isFalse();
        BoltExchange.Request rows = exchange.request(message(BoltMessage.PULL));
        assertThat(rows.isTable(record)).isTrue();
        assertThat(rows.isTable(success())).isFalse();
        exchange.request(run("RETURN 1"));
        assertThat(exchange.request(message(BoltMessage.PULL)).isTable(record)).isFalse();
    }

    @Test
    void nobodyAnswersGoodbye() {
        exchange.request(message(BoltMessage.GOODBYE));
        assertThat(exchange.unanswered()).isNull();
    }

    @Test
    void aFaultTakesNoMoreCommitsThanItShouldAndAnotherForOneThatFailed() {
        CommitFault fault = new CommitFault(2, BoltTransaction::writes);
        BoltTransaction write = new BoltTransaction(true, Map.of());
        assertThat(fault.take(new BoltTransaction(false, Map.of()))).isFalse();
        assertThat(fault.take(write)).isTrue();
        assertThat(fault.take(write)).isTrue();
        assertThat(fault.take(write)).isFalse();
        fault.happened();
        fault.giveBack();
        assertThat(fault.done).isNotDone();
        assertThat(fault.take(write)).isTrue();
        fault.happened();
        assertThat(fault.done).isCompleted();

        CommitFault withdrawn = new CommitFault(1, transaction -> true);
        withdrawn.done.cancel(false);
        assertThat(withdrawn.take(write)).isFalse();
    }

    @Test
    void tablesNameProxiesAndNoWriterIfThereIsNone() {
        List<Object> servers = List.of(
                Map.of("addresses", List.of("a:1"), "role", "WRITE"),
                Map.of("addresses", List.of("b:1", "c:1"), "role", "READ"),
                Map.of("addresses", List.of("a:1", "b:1", "c:1"), "role", "ROUTE"));
        Map<String, String> addresses = Map.of("a:1", "a:2", "b:1", "b:2");
        List<Object> proxied = List.of(
                Map.of("addresses", List.of("a:2"), "role", "WRITE"),
                Map.of("addresses", List.of("b:2", "c:1"), "role", "READ"),
                Map.of("addresses", List.of("a:2", "b:2", "c:1"), "role", "ROUTE"));

        BoltMessage route =
                message(BoltMessage.SUCCESS, Map.of("rt", Map.of("ttl", 300L, "db", "neo4j", "servers", servers)));
        assertThat(BoltRewriting.table(route, addresses, true).firstField())
                .isEqualTo(Map.of("rt", Map.of("ttl", 300L, "db", "neo4j", "servers", proxied)));
        BoltMessage record = message(BoltMessage.RECORD, List.of(300L, servers));
        assertThat(BoltRewriting.table(record, addresses, false).firstField())
                .isEqualTo(List.of(300L, proxied.subList(1, 3)));
    }

    @Test
    void aWriteIsMadeAReadAndItsRefusalThatOfAFollower() {
        BoltMessage begin = message(BoltMessage.BEGIN, Map.of("db", "neo4j"));
        assertThat(BoltRewriting.forReading(begin).orElseThrow().firstField())
                .isEqualTo(Map.of("db", "neo4j", "mode", "r"));
        assertThat(BoltRewriting.forReading(message(BoltMessage.BEGIN, Map.of("mode", "r"))))
                .isEmpty();

        for (String key : List.of("code", "neo4j_code")) {
            BoltMessage refused = message(
                    BoltMessage.FAILURE, Map.of(key, "Neo.ClientError.Statement.AccessMode", "message", "no writes"));
            assertThat(BoltRewriting.notALeader(refused).orElseThrow().firstField())
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry(key, "Neo.ClientError.Cluster.NotALeader");
        }
        assertThat(BoltRewriting.notALeader(
                        message(BoltMessage.FAILURE, Map.of("code", "Neo.ClientError.Statement.SyntaxError"))))
                .isEmpty();
    }

    private static BoltMessage run(String query) {
        return message(BoltMessage.RUN, query, Map.of(), Map.of());
    }

    private static BoltMessage success() {
        return message(BoltMessage.SUCCESS, Map.of());
    }

    private static BoltMessage message(byte signature, Object... fields) {
        return BoltMessage.of(new PackStream.Structure(signature, List.of(fields)));
    }
}
