package io.github.neo4jstreams.testbed.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * One Kafka node in combined mode (broker and controller) as a process: {@code KafkaBroker SERVER.PROPERTIES CLUSTER_ID}.
 * The storage is formatted at the first start. It ends with its parent, however that one ended: its standard input
 * closes then.
 */
public final class KafkaBroker {

    private KafkaBroker() {}

    public static void main(String[] args) throws Exception {
        endWithParent();
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

    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nobody ever says anything
                        }
                    } catch (IOException e) {
                        // as good as closed
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
