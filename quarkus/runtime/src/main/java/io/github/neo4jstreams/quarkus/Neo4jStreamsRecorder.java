package io.github.neo4jstreams.quarkus;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import org.apache.camel.spi.CamelContextCustomizer;

/** Makes what the extension brings into the application's Camel context. */
@Recorder
public class Neo4jStreamsRecorder {

    /** For Quarkus. */
    public Neo4jStreamsRecorder() {}

    /** Has the component keep to its own {@code server-uri} where it is set, see {@link OwnServer}. */
    public RuntimeValue<CamelContextCustomizer> ownServer() {
        return new RuntimeValue<>(context -> context.addLifecycleStrategy(new OwnServer()));
    }
}
