package io.github.neo4jstreams.graph;

import io.github.neo4jstreams.value.JsonObject;
import io.github.neo4jstreams.value.Rows;
import java.util.Iterator;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Rows while the server still sends them. Holds a connection until it is closed; not thread-safe. */
public final class RowStream implements Iterator<JsonObject>, AutoCloseable {

    private final Session session;
    private final Transaction transaction;
    private final Result result;

    RowStream(Session session, Transaction transaction, Result result) {
        this.session = session;
        this.transaction = transaction;
        this.result = result;
    }

    @Override
    public boolean hasNext() {
        return result.hasNext();
    }

    @Override
    public JsonObject next() {
        return Rows.of(result.next());
    }

    /** Ends the transaction, whether or not all rows were read; may be called again. */
    @Override
    public void close() {
        try (session;
                transaction) {
            // the resources say it all
        }
    }
}
