package io.github.neo4jstreams.quarkus.deployment;

import io.github.neo4jstreams.quarkus.Neo4jStreamsRecorder;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import org.apache.camel.quarkus.core.deployment.spi.CamelContextCustomizerBuildItem;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceDestination;
import org.apache.camel.quarkus.core.deployment.spi.CamelServicePatternBuildItem;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.Driver;

/** What Quarkus has to know of the component, the routes and the Kamelets before an application starts. */
class Neo4jStreamsProcessor {

    private static final String FEATURE = "camel-neo4j-streams";
    private static final String GROUP = "io.github.neo4jstreams";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** Camel Quarkus looks for components, configurers and what is reflected on in indexed jars only. */
    @BuildStep
    void index(BuildProducer<IndexDependencyBuildItem> jars) {
        jars.produce(new IndexDependencyBuildItem(GROUP, "camel-neo4j-streams"));
        jars.produce(new IndexDependencyBuildItem(GROUP, "camel-neo4j-streams-routes"));
    }

    /** Camel asks for them by their type, and Quarkus removes what nobody injects. */
    @BuildStep
    UnremovableBeanBuildItem beansOfOptions() {
        return UnremovableBeanBuildItem.beanTypes(Driver.class, AuthTokenManager.class);
    }

    /** Consoles aren't among the services that Camel Quarkus looks for by itself. */
    @BuildStep
    CamelServicePatternBuildItem devConsole() {
        return new CamelServicePatternBuildItem(
                CamelServiceDestination.DISCOVERY,
                true,
                "META-INF/services/org/apache/camel/dev-console/neo4j-streams");
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    CamelContextCustomizerBuildItem ownServer(Neo4jStreamsRecorder recorder) {
        return new CamelContextCustomizerBuildItem(recorder.ownServer());
    }

    /** An executable has no files of jars but those that are named: all that an application may ask for by name. */
    @BuildStep
    NativeImageResourcePatternsBuildItem resources() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs(
                        "META-INF/io/github/neo4jstreams/camel/neo4j-streams.json",
                        "kamelets/neo4j-streams-*.kamelet.yaml",
                        "neo4j-streams/routes/*.yaml")
                .build();
    }

    /** The policy stands before Kafka's consumer as a proxy. */
    @BuildStep
    NativeImageProxyDefinitionBuildItem consumerOfThePolicy() {
        return new NativeImageProxyDefinitionBuildItem("org.apache.kafka.clients.consumer.Consumer");
    }
}
