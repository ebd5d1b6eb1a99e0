package io.github.neo4jstreams.graph;

import static io.github.neo4jstreams.graph.Futures.await;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Rows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.neo4j.driver.Record;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.summary.ResultSummary;

/** Statements inside a transaction that somebody else begins and ends. Not thread-safe; each call waits for the server. */
public final class GraphTransaction {

    /** So many statements are on their way at a time: the server never waits for the next, and they need little memory. */
    private static final int IN_FLIGHT = 8;

    private final BiFunction<String, Map<String, Object>, CompletionStage<ResultCursor>> runner;
    private final Counters counters = new Counters();
    private String member;

    /** @param runner sends a statement with its parameters to the server */
    GraphTransaction(BiFunction<String, Map<String, Object>, CompletionStage<ResultCursor>> runner) {
        this.runner = runner;
    }

    /** Runs a statement whose rows nobody wants. */
    public void run(Statement statement) {
        answered(await(start(statement).thenCompose(ResultCursor::consumeAsync)));
    }

    /** Runs a statement and reads all its rows. */
    public List<JsonObject> rows(Statement statement) {
        return rows(statement, Rows::of);
    }

    /**
     * Sends a statement that is our own affair and not counted, and doesn't wait for the answer: whoever wants the rows does.
     *
     * @param statement that returns no more than a few rows, see {@link #runAll}
     */
    Supplier<List<JsonObject>> ask(Statement statement) {
        CompletionStage<Answer<JsonObject>> sent = send(statement, Rows::of);
        return () -> await(sent).rows();
    }

    /** Runs a statement and reads all its rows. */
    public <T> List<T> rows(Statement statement, Function<Record, T> mapping) {
        return rows(send(statement, mapping));
    }

    /**
     * Runs statements one after the other, without waiting for the answer to one before the next is sent.
     *
     * @param statements each of which returns no more than a few rows: where the driver has to ask for the rest of them, the
     *                   server runs the next statement before it goes on with this one
     * @return the rows of each
     * @throws RuntimeException the error of the first one that failed; those after it did nothing
     */
    public List<List<JsonObject>> runAll(List<Statement> statements) {
        List<List<JsonObject>> rows = new ArrayList<>(statements.size());
        Queue<CompletionStage<Answer<JsonObject>>> sent = new ArrayDeque<>(IN_FLIGHT);
        for (Statement statement : statements) {
            if (sent.size() == IN_FLIGHT) {
                rows.add(rows(sent.remove()));
            }
            sent.add(send(statement, Rows::of));
        }
        sent.forEach(last -> rows.add(rows(last)));
        return rows;
    }

    /** Runs a statement and reads its rows for as long as they are wanted; the server needn't make the others. */
    public <T> void rowsWhile(Statement statement, Function<Record, T> mapping, Predicate<T> wanted) {
        ResultCursor cursor = await(start(statement));
        Record row = await(cursor.nextAsync());
        while (row != null && wanted.test(mapping.apply(row))) {
            row = await(cursor.nextAsync());
        }
        answered(await(cursor.consumeAsync()));
    }

    List<String> columns(Statement statement) {
        ResultCursor cursor = await(start(statement));
        await(cursor.consumeAsync());
        return cursor.keys();
    }

    private record Answer<T>(List<T> rows, ResultSummary summary) {}

    private <T> CompletionStage<Answer<T>> send(Statement statement, Function<Record, T> mapping) {
        // to consume is to discard what has not been read
        return start(statement).thenCompose(cursor -> cursor.listAsync(mapping)
                .thenCompose(rows -> cursor.consumeAsync().thenApply(summary -> new Answer<>(rows, summary))));
    }

    private <T> List<T> rows(CompletionStage<Answer<T>> sent) {
        Answer<T> answer = await(sent);
        answered(answer.summary());
        return answer.rows();
    }

    private void answered(ResultSummary summary) {
        counters.add(summary.counters());
        member = summary.server().address();
    }

    private CompletionStage<ResultCursor> start(Statement statement) {
        return runner.apply(statement.text(), statement.parameters());
    }

    Counters counters() {
        return counters;
    }

    /** Who ran the statements, {@code host:port}; null before the first answer. */
    String member() {
        return member;
    }
}
