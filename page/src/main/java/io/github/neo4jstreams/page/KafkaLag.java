package io.github.neo4jstreams.page;

import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.Route;
import org.apache.camel.util.URISupport;

/**
 * How many records of Kafka a route hasn't read yet, as Kafka's own consumers tell JMX, which needs no class of Kafka. Those of two
 * routes of one consumer group and topic in one process can't be told apart: each is as far behind as both.
 */
final class KafkaLag {

    private KafkaLag() {}

    /** @return null if that isn't known, or the route doesn't read from Kafka */
    static Long records(Route route) {
        String uri = route.getEndpoint().getEndpointUri();
        if (!uri.startsWith("kafka:")) {
            return null;
        }
        try {
            Map<String, Object> options = URISupport.parseQuery(URISupport.extractQuery(uri));
            // Kafka names what it measures of a topic so
            String topic =
                    URISupport.stripQuery(uri).replaceFirst("^kafka:/*", "").replace('.', '_');
            Object client = options.get("clientId");
            String clients = client == null ? "consumer-" + options.get("groupId") + "-*" : client + "*";
            return sum(new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=" + clients
                    + ",topic=" + topic + ",partition=*"));
        } catch (URISyntaxException | MalformedObjectNameException e) {
            // a name that JMX takes only quoted; several topics with a comma between them
            return null;
        }
    }

    private static Long sum(ObjectName partitions) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> found = server.queryNames(partitions, null);
        Long sum = null;
        for (ObjectName partition : found) {
            try {
                double lag = ((Number) server.getAttribute(partition, "records-lag")).doubleValue();
                if (!Double.isNaN(lag)) {
                    sum = (sum == null ? 0 : sum) + Math.round(lag);
                }
            } catch (JMException e) {
                // given to another member of the group meanwhile
            }
        }
        return sum;
    }
}
