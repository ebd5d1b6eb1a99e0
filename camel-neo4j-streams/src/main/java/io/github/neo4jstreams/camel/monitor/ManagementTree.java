package io.github.neo4jstreams.camel.monitor;

import java.util.Hashtable;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's tree of MBeans, where there is one: with camel-management on the class path and JMX not switched off. Elsewhere nothing is
 * shown. Thread-safe.
 */
final class ManagementTree {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementTree.class);

    private final CamelContext context;

    ManagementTree(CamelContext context) {
        this.context = context;
    }

    /**
     * Shows an object with annotations of Camel's management. Of several with the same name the second has {@code nr=2}, and so on.
     *
     * @param type  what it is
     * @param names what tells it apart from others of its type, in words of a user
     * @return what takes it away again
     */
    synchronized Monitors.Watch show(Object managed, String type, Map<String, String> names) {
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        // a context has a name in the tree once it is initialized
        if (agent == null || context.getManagementName() == null) {
            return () -> {};
        }
        try {
            ObjectName name = name(agent, type, names, 1);
            for (int nr = 2; agent.isRegistered(name); nr++) {
                name = name(agent, type, names, nr);
            }
            agent.register(managed, name);
            ObjectName shown = name;
            return () -> remove(agent, shown);
        } catch (JMException e) {
            LOG.warn("JMX doesn't show {} {}: {}", type, names, e.toString());
            return () -> {};
        }
    }

    private ObjectName name(ManagementAgent agent, String type, Map<String, String> names, int nr) throws JMException {
        Hashtable<String, String> keys = new Hashtable<>();
        keys.put("context", context.getManagementName());
        keys.put("type", type);
        names.forEach((key, value) -> keys.put(key, ObjectName.quote(value)));
        if (nr > 1) {
            keys.put("nr", String.valueOf(nr));
        }
        return new ObjectName(agent.getMBeanObjectDomainName(), keys);
    }

    private static void remove(ManagementAgent agent, ObjectName name) {
        try {
            agent.unregister(name);
        } catch (JMException e) {
            LOG.debug("JMX had forgotten {}", name, e);
        }
    }
}
