package io.github.neo4jstreams.graph;

/** A topic has other records than it had: it was deleted and made anew, or the sink's name is used for another cluster. */
public final class OffsetRegressionException extends ConfigurationException {

    private static final long serialVersionUID = 1L;

    OffsetRegressionException(Fence.Mark mark, long written, String sink, String label, String id) {
        super(mark + " is younger than all that the sink '" + sink + "' has written of this partition, which it has"
                + " written up to offset " + written + ": the topic was made anew, or the sink reads another cluster."
                + " Give the sink another sinkName, or, if these records are to be written under this one, delete what it"
                + " knows of the old ones: MATCH (f:" + label + " {id: '"
                + id.replace("\\", "\\\\").replace("'", "\\'")
                + "'}) DELETE f");
    }
}
