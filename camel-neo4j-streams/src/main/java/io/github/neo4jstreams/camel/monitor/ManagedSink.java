package io.github.neo4jstreams.camel.monitor;

import java.util.Map;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** A sink in JMX. Public because JMX asks for that. Thread-safe. */
@ManagedResource(description = "A sink that writes messages to Neo4j")
public final class ManagedSink {

    private final SinkMonitor sink;

    ManagedSink(SinkMonitor sink) {
        this.sink = sink;
    }

    private Map<String, Object> now() {
        return sink.describe();
    }

    @ManagedAttribute(description = "The endpoint")
    public String getEndpoint() {
        return (String) now().get("endpoint");
    }

    @ManagedAttribute(description = "The member that committed the last transaction")
    public String getLeader() {
        return (String) now().get("leader");
    }

    @ManagedAttribute(description = "How often another member than before has committed")
    public long getLeaderMoves() {
        return (Long) now().get("leaderMoves");
    }

    @ManagedAttribute(description = "Records written per second, over the last ten seconds")
    public long getRecordsPerSecond() {
        return (Long) now().get("recordsPerSecond");
    }

    @ManagedAttribute(description = "Records written since the start")
    public long getApplied() {
        return (Long) now().get("applied");
    }

    @ManagedAttribute(description = "Records that were found written, since the start")
    public long getSkipped() {
        return (Long) now().get("skipped");
    }

    @ManagedAttribute(description = "Transactions committed since the start")
    public long getTransactions() {
        return (Long) now().get("transactions");
    }

    @ManagedAttribute(description = "Records that can't be applied, since the start")
    public long getRejected() {
        return Managed.sum(now().get("rejected"));
    }

    @ManagedAttribute(description = "The same by reason: {InvalidMessage=3}")
    public String getRejectedByReason() {
        return now().get("rejected").toString();
    }

    @ManagedAttribute(description = "Transactions done again, since the start")
    public long getRetries() {
        return Managed.sum(now().get("retries"));
    }

    @ManagedAttribute(description = "The same by cause: {DeadlockDetected=3}")
    public String getRetriesByCause() {
        return now().get("retries").toString();
    }

    @ManagedAttribute(description = "When the last transaction was committed, ISO 8601")
    public String getLastCommit() {
        return (String) now().get("lastCommit");
    }

    @ManagedAttribute(description = "What went wrong last")
    public String getLastError() {
        return (String) now().get("lastError");
    }

    @ManagedAttribute(description = "When that was, ISO 8601")
    public String getLastErrorAt() {
        return (String) now().get("lastErrorAt");
    }
}
