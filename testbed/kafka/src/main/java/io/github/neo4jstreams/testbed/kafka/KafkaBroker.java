package io.github.neo4jstreams.testbed.kafka;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * One Kafka node in combined mode (broker and controller) as a process: {@code KafkaBroker SERVER.PROPERTIES CLUSTER_ID}.
 * The storage is formatted at the first start.
 */
public final class KafkaBroker {

    private KafkaBroker() {}

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            int failed = StorageTool.execute(
                    new String[] {"format", "--ignore-formatted", "--cluster-id", args[1], "--config", args[0]},
                    System.out);
            if (failed != 0) {
                System.exit(failed);
            }
        }
        Kafka.main(new String[] {args[0]});
    }
}
