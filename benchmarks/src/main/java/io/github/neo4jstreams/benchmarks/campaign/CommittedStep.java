package io.github.neo4jstreams.benchmarks.campaign;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step of the route behind the one that commits. */
public final class CommittedStep implements Processor {

    private final CommitWindow window = CommitWindow.ofThisProcess();

    @Override
    public void process(Exchange exchange) {
        window.pass(CommitWindow.Stage.AFTER);
    }
}
