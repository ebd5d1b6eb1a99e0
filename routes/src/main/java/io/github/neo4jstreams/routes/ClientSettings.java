package io.github.neo4jstreams.routes;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Settings of the Kafka clients of a bean: those of the component {@code kafka}, and over them the bean's own.
 *
 * @param bean       whose they are, for errors
 * @param brokers    null for those of the component
 * @param additional settings of Kafka's clients by their names
 */
record ClientSettings(CamelContext camelContext, Class<?> bean, String brokers, Map<String, Object> additional) {

    Properties ofProducer() {
        KafkaConfiguration kafka = component();
        return own(kafka.createProducerProperties(), kafka);
    }

    Properties ofConsumer() {
        KafkaConfiguration kafka = component();
        return own(kafka.createConsumerProperties(), kafka);
    }

    /** A copy of the component's. */
    KafkaConfiguration component() {
        return camelContext
                .getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .copy();
    }

    private Properties own(Properties settings, KafkaConfiguration kafka) {
        String servers = ObjectHelper.isEmpty(brokers) ? kafka.getBrokers() : brokers;
        if (ObjectHelper.isNotEmpty(servers)) {
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        settings.putAll(additional);
        if (!settings.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("Nobody says where the brokers are:"
                    + " set camel.component.kafka.brokers, or brokers of the bean " + bean.getName());
        }
        return settings;
    }
}
