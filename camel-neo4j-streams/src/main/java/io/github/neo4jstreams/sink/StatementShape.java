package io.github.neo4jstreams.sink;

import io.github.neo4jstreams.cypher.Statement;
import java.util.List;

/** What a statement does, without the rows it does it with. Equal shapes give equal texts. */
public interface StatementShape {

    /** Statements that apply the rows one after the other, each row seeing what the rows before it did. */
    List<Statement> statements(List<Object> rows);
}
