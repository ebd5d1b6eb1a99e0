package io.github.neo4jstreams.graph;

import java.util.Map;
import org.neo4j.driver.Query;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** A session's auto-commit statements, each with the same configuration. */
record AutoCommitRunner(Session session, TransactionConfig config) implements SimpleQueryRunner {

    @Override
    public Result run(String query, Value parameters) {
        return session.run(new Query(query, parameters), config);
    }

    @Override
    public Result run(String query, Map<String, Object> parameters) {
        return session.run(query, parameters, config);
    }

    @Override
    public Result run(String query, Record parameters) {
        return session.run(new Query(query, Values.value(parameters.asMap())), config);
    }

    @Override
    public Result run(String query) {
        return session.run(query, config);
    }

    @Override
    public Result run(Query query) {
        return session.run(query, config);
    }
}
