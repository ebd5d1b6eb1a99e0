package io.github.neo4jstreams.camel.monitor;

import java.util.Map;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** A source in JMX. Public because JMX asks for that. Thread-safe. */
@ManagedResource(description = "A source that reads from Neo4j")
public final class ManagedSource {

    private final SourceMonitor source;

    ManagedSource(SourceMonitor source) {
        this.source = source;
    }

    private Map<String, Object> now() {
        return source.describe();
    }

    @ManagedAttribute(description = "The endpoint")
    public String getEndpoint() {
        return (String) now().get("endpoint");
    }

    @ManagedAttribute(description = "Name of the cursor; null if there is none")
    public String getCursor() {
        return (String) now().get("cursor");
    }

    @ManagedAttribute(description = "Milliseconds since the cursor was kept; -1 if it never was")
    public long getCursorAgeMillis() {
        return Managed.orUnknown(now().get("cursorAgeMs"));
    }

    @ManagedAttribute(
            description = "How old, in milliseconds, a commit may be that isn't handed over; -1 while unknown")
    public long getLagMillis() {
        return Managed.orUnknown(now().get("lagMs"));
    }

    @ManagedAttribute(description = "Records handed over per second, over the last ten seconds")
    public long getRecordsPerSecond() {
        return (Long) now().get("recordsPerSecond");
    }

    @ManagedAttribute(description = "Records handed over since the start")
    public long getHandedOver() {
        return (Long) now().get("handedOver");
    }

    @ManagedAttribute(description = "Polls and exchanges that were done again, since the start")
    public long getFailures() {
        return (Long) now().get("failures");
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
