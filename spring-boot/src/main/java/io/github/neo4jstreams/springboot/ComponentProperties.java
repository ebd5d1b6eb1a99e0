package io.github.neo4jstreams.springboot;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** The component's options as Spring's properties. */
final class ComponentProperties {

    static final String PREFIX = "camel.component.neo4j-streams";

    static final String DESCRIPTION = "/META-INF/io/github/neo4jstreams/camel/neo4j-streams.json";

    /** Of Camel's starters, not of the component. */
    private static final Set<String> SWITCHES = Set.of("enabled", "customizer.enabled");

    private final Binder binder;

    ComponentProperties(Binder binder) {
        this.binder = binder;
    }

    /**
     * Sets the options that are given.
     *
     * @throws IllegalArgumentException if there is a property that is no option
     */
    void apply(Neo4jStreamsComponent component) {
        Set<String> options = options();
        refuseUnknown(options);
        Map<String, Object> values = new LinkedHashMap<>();
        for (String option : options) {
            binder.bind(PREFIX + "." + StringHelper.camelCaseToDash(option), Bindable.of(String.class))
                    .ifBound(value -> values.put(option, value));
        }
        if (values.containsKey("serverUri") && !values.containsKey("driver")) {
            // Spring makes a driver to localhost for whoever has its library, and Camel would take that
            component.setAutowiredEnabled(false);
            component.getConfiguration().setDriver(null);
        }
        PropertyBindingSupport.build()
                .withCamelContext(component.getCamelContext())
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(values)
                .withRemoveParameters(false)
                .withMandatory(true)
                .bind();
    }

    /** As the component's own description names them. */
    private static Set<String> options() {
        try (InputStream in = Neo4jStreamsComponent.class.getResourceAsStream(DESCRIPTION)) {
            Set<String> options = new TreeSet<>();
            new JsonMapper()
                    .readTree(in)
                    .path("componentProperties")
                    .fieldNames()
                    .forEachRemaining(options::add);
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is misspelled must not look as if it were set. */
    private void refuseUnknown(Set<String> options) {
        Set<String> known = options.stream().map(ComponentProperties::uniform).collect(Collectors.toSet());
        SWITCHES.forEach(name -> known.add(uniform(name)));
        binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
                .ifBound(given -> flat("", given).forEach((name, value) -> {
                    if (!known.contains(uniform(name))) {
                        throw new IllegalArgumentException(
                                "%s.%s is no option of the component neo4j-streams. It has %s"
                                        .formatted(
                                                PREFIX,
                                                name,
                                                options.stream()
                                                        .map(StringHelper::camelCaseToDash)
                                                        .toList()));
                    }
                }));
    }

    /** An environment variable's underscores look like levels. */
    private static Map<String, Object> flat(String prefix, Map<?, ?> properties) {
        Map<String, Object> flat = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flat.putAll(flat(prefix + name + ".", inner));
            } else {
                flat.put(prefix + name, value);
            }
        });
        return flat;
    }

    private static String uniform(String name) {
        return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }
}
