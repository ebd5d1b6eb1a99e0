package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Rows;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.SimpleQueryRunner;

/** Statements inside a transaction that somebody else begins and ends. Not thread-safe. */
public final class GraphTransaction {

    private final SimpleQueryRunner runner;
    private final Counters counters = new Counters();

    GraphTransaction(SimpleQueryRunner runner) {
        this.runner = runner;
    }

    /** Runs a statement whose rows nobody wants. */
    public void run(Statement statement) {
        counters.add(start(statement).consume().counters());
    }

    /** Runs a statement and reads all its rows. */
    public List<JsonObject> rows(Statement statement) {
        return rows(statement, Rows::of);
    }

    /** Runs a statement and reads all its rows. */
    public <T> List<T> rows(Statement statement, Function<Record, T> mapping) {
        Result result = start(statement);
        List<T> rows = result.list(mapping);
        counters.add(result.consume().counters());
        return rows;
    }

    /** Runs a statement and reads its rows for as long as they are wanted; the server needn't make the others. */
    public <T> void rowsWhile(Statement statement, Function<Record, T> mapping, Predicate<T> wanted) {
        Result result = start(statement);
        boolean more = true;
        while (more && result.hasNext()) {
            more = wanted.test(mapping.apply(result.next()));
        }
        counters.add(result.consume().counters());
    }

    List<String> columns(Statement statement) {
        Result result = start(statement);
        List<String> columns = result.keys();
        result.consume();
        return columns;
    }

    Result start(Statement statement) {
        return runner.run(statement.text(), statement.parameters());
    }

    Counters counters() {
        return counters;
    }
}
