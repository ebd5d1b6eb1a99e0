package io.github.neo4jstreams.it;

import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes in a process of their own, to be frozen: {@code URI USER PASSWORD YAML-FILE}. */
final class PublisherMain {

    private PublisherMain() {}

    public static void main(String[] args) throws Exception {
        Neo4jStreamsComponent component = new Neo4jStreamsComponent();
        component.getConfiguration().setServerUri(args[0]);
        component.getConfiguration().setUsername(args[1]);
        component.getConfiguration().setPassword(args[2]);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("neo4j-streams", component);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("routes.yaml", Files.readString(Path.of(args[3]))));
        context.start();
        new CountDownLatch(1).await();
    }
}
