package io.github.neo4jstreams.graph;

/** Records that could not be written were not sent again, but later ones were. */
public final class SkippedRecordsException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    SkippedRecordsException(Fence.Mark comes, long missing) {
        super(comes + " is not written, because the record at offset " + missing
                + " before it could not be written and was"
                + " not sent again: it would be lost. Add the line 'routePolicy: atLeastOnce' to the route; if the record is"
                + " to be skipped, restart the route");
    }
}
